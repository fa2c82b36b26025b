import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stepOf } from './replay.ts'
import { isPartner, STEP_IDS } from './steps.ts'
import { consenting, did, later, leadTo, type Room, roomAt, spoke, supervised } from './testing/room.ts'
import { walk } from './testing/walk.ts'
import { watchOf } from './watch.ts'

const at = (room: Room) => watchOf(room.snapshot, room.entries)

describe('what the therapist sees', () => {
  it('whose turn it is: the floor, both who have not answered, nobody under a hold', () => {
    const voice = roomAt('hear.voice', supervised)
    expect(at(voice).turn).toEqual(['p1'])
    expect(at(did(voice, 'therapist', { type: 'held' }))).toMatchObject({ turn: [], held: true, overlay: 'over.hold' })
    const roles = roomAt('arrive.roles', supervised)
    expect(at(roles).turn).toEqual(['p1', 'p2'])
    expect(at(did(roles, 'p2', { type: 'chose', choice: 'me' }))).toMatchObject({ turn: ['p1'], marked: ['p2'] })
  })

  it.each(['map.cycle', 'weave.care'] as const)('in %s whoever has written waits until both have', step => {
    const half = did(roomAt(step, supervised), 'p1', spoke)
    expect(at(half).turn).toEqual(['p2'])
    expect(at(did(half, 'p2', spoke)).turn).toEqual(['p1', 'p2'])
  })

  it('C13 never an answer that is hidden from the partner', () => {
    const one = did(roomAt('map.agree', supervised), 'p1', { type: 'chose', choice: 'near' })
    expect(JSON.stringify(at(one))).not.toContain('near')
    const half = did(roomAt('map.cycle', supervised), 'p1', spoke)
    expect(at(half).letters.filter(({ by }) => by === 'p1')).toEqual([])
  })

  it('how long the talk has been where it is, whatever is said there meanwhile', () => {
    const voice = roomAt('hear.voice', supervised)
    const came = voice.entries.at(-1)!.at
    const on = did(did(later(voice, 600), 'p1', spoke), 'therapist', { type: 'guided' })
    expect(at(on).since).toBe(came)
    const next = did(on, 'p1', { type: 'finished' })
    expect(at(next).since).toBe(next.entries.at(-1)!.at)
  })

  it('words put beside the prompt stay with the step and go with it', () => {
    const guided = did(roomAt('hear.voice', supervised), 'therapist', { type: 'guided' })
    const seq = guided.entries.length
    const said = did(guided, 'p1', spoke)
    expect(at(said).guided.map(entry => entry.seq)).toEqual([seq])
    expect(at(did(said, 'p1', { type: 'finished' })).guided).toEqual([])
  })

  it('an end is a step like any other: time and words begin anew in the close', () => {
    const guided = did(later(roomAt('own.say', supervised), 600), 'therapist', { type: 'guided' })
    const ended = did(guided, 'therapist', { type: 'ended' })
    expect(at(ended)).toMatchObject({ step: 'close.check', since: ended.entries.at(-1)!.at, guided: [] })
  })

  it('loops, the missing line and what a step back may lead to', () => {
    const partly = did(roomAt('hear.check', supervised), 'p1', { type: 'answered', choice: 'partly' })
    expect(at(partly)).toMatchObject({ loops: { heard: 1 }, step: 'hear.reflect', deep: ['hear'] })
    expect(at(partly).missing?.seq).toBe(partly.entries.length)
    expect(at(partly).targets).toEqual(['map.name', 'map.cycle', 'hear.voice'])
  })

  it('R10 in any talk, a press of the therapist never answers a gate, speaks or marks but in consent and weave.next', () => {
    const never = new Set(['answered', 'spoke', 'readied', 'finished', 'stayed', 'skipped', 'tookBack', 'returned'])
    const numbers = fc.array(fc.nat(), { minLength: 20, maxLength: 120, size: 'max' })
    fc.assert(
      fc.property(fc.constantFrom(...STEP_IDS), numbers, (step, picks) => {
        for (const { after } of walk(roomAt(step, supervised), picks)) {
          if (!after) continue
          const { presses, step: here, turn } = at(after)
          expect([...presses.keys()].filter(type => never.has(type))).toEqual([])
          if (presses.has('agreed')) expect(['arrive.consent', 'weave.next']).toContain(here)
          if (presses.has('chose')) expect(here).toBe('weave.next')
          expect(turn.every(isPartner)).toBe(true)
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('a therapist whose seat was withdrawn', () => {
  it('has no press left, and a hold is off', () => {
    const held = did(roomAt('hear.voice', supervised), 'therapist', { type: 'held' })
    const without = did(held, 'p2', { type: 'withdrew', kind: 'therapist' })
    expect(at(without)).toMatchObject({ held: false, seated: false, overlay: undefined })
    expect([...at(without).presses.keys()]).toEqual([])
    expect(stepOf(did(without, 'p1', spoke).snapshot)).toBe('hear.voice')
  })

  it.each(['arrive.consent', 'weave.next'] as const)('keeps nobody waiting in %s', step => {
    const act = step === 'arrive.consent' ? consenting : ({ type: 'chose', choice: 'now' } as const)
    const both = did(did(roomAt(step, supervised), 'p1', act), 'p2', act)
    expect(stepOf(both.snapshot)).toBe(step)
    const without = did(both, 'p1', { type: 'withdrew', kind: 'therapist' })
    expect(stepOf(leadTo(without, 'close.thanks').snapshot)).toBe('close.thanks')
  })
})
