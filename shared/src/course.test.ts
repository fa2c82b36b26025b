import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { courseOf, loopsOf, modelOf, MODEL, saidIn, snapshotsOf } from './course.ts'
import { replay, stepOf } from './replay.ts'
import { STEP_IDS } from './steps.ts'
import { did, later, leadTo, openRoom, type Room, roomAt, spoke, supervised } from './testing/room.ts'
import { walk } from './testing/walk.ts'

const courseIn = ({ entries }: Room) => courseOf(entries)
const modelIn = (room: Room) => modelOf(courseIn(room), room.snapshot).map(({ reached }) => reached)
const numbers = fc.array(fc.nat(), { minLength: 10, maxLength: 100, size: 'max' })

describe('the course of a talk', () => {
  it('R19 covers every entry once, in order, and stands in each stay where the replay stands', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STEP_IDS), numbers, (step, picks) => {
        const room = walk(roomAt(step, supervised), picks).findLast(({ after }) => after)?.after ?? openRoom()
        const course = courseIn(room)
        expect(course.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at))).toEqual(
          room.entries.map(({ seq }) => seq),
        )
        for (const stay of course.slice(1)) expect(stepOf(replay(room.entries.slice(0, stay.from - 1)))).toBe(stay.step)
        const snapshots = snapshotsOf(room.entries)
        expect(JSON.stringify(snapshots.at(-1)?.context)).toBe(JSON.stringify(room.snapshot.context))
      }),
      { numRuns: 12 },
    )
  })

  it('counts turns, and how long the talk stood in a step', () => {
    const voice = roomAt('hear.voice')
    const said = did(did(later(voice, 600), 'p1', spoke), 'p1', spoke)
    const stay = courseIn(did(said, 'p1', { type: 'finished' })).at(-1)
    expect(stay).toMatchObject({ step: 'hear.voice', turns: 2, rests: [] })
    expect(stay!.ended - stay!.began).toBe(600 + 3 * 60)
  })

  it('keeps pauses and holds as rests of the step they lie over', () => {
    const held = did(roomAt('hear.voice', supervised), 'therapist', { type: 'held' })
    const released = did(held, 'therapist', { type: 'released' })
    const paused = did(released, 'p2', { type: 'paused', minutes: 20 })
    const back = did(later(did(paused, 'p1', { type: 'returned' }), 300), 'p2', { type: 'returned' })
    expect(courseIn(back).at(-1)?.rests).toEqual([
      { kind: 'pause', from: paused.entries.length, seconds: 420 },
      { kind: 'hold', from: held.entries.length, seconds: 60 },
    ])
  })

  it('knows the answer a gate was left with, and how often it was not yes', () => {
    const partly = did(roomAt('hear.check'), 'p1', { type: 'answered', choice: 'partly' })
    const again = leadTo(partly, 'hear.check')
    const yes = did(again, 'p1', { type: 'answered', choice: 'yes' })
    const answers = courseIn(yes).flatMap(({ answer }) => answer?.choice ?? [])
    expect(answers).toEqual(['partly', 'yes'])
    expect(loopsOf(courseIn(yes))).toEqual({ heard: 1, deepHeard: 0, landed: 0, reached: 0 })
  })
})

describe('the rows of the model', () => {
  it('name eight, and nothing is reached before the first words', () => {
    expect(MODEL.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(new Set(modelIn(roomAt('map.name')))).toEqual(new Set(['notReached']))
  })

  it('are tried with words and confirmed by the injured partner’s yes', () => {
    expect(modelIn(roomAt('hear.check'))[0]).toBe('tried')
    expect(modelIn(roomAt('hear.deepen'))[0]).toBe('confirmed')
    expect(modelIn(roomAt('weave.next'))).toEqual(Array.from({ length: 8 }, () => 'confirmed'))
  })

  it('lose what was taken back', () => {
    const back = did(roomAt('weave.story'), 'p1', { type: 'tookBack', choice: 'landed' })
    expect(modelIn(back)[5]).toBe('tried')
  })
})

it('finds the words of some steps', () => {
  const { entries } = roomAt('weave.next')
  expect(saidIn(entries, ['hear.voice', 'hear.reflect']).map(({ step }) => step)).toEqual([
    'hear.voice',
    'hear.reflect',
  ])
})
