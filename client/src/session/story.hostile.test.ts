import type { Entry, SeatEntry } from '@haven/shared/acts.ts'
import { isBySeat } from '@haven/shared/acts.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newDevice } from '../seal/device.ts'
import { newId, random, toBytes, toText } from '../seal/keys.ts'
import { sealedLog } from './testing/sealed-log.ts'
import { ASKED, hashesOf, headAt, type Reader, readerOf } from './testing/story.ts'

const log = await sealedLog()
const end = log.entries.length
const seated = log.entries.filter(isBySeat)
/** Seqs of acts that an act of the other device, or the same one, has vouched for. */
const inside = fc.constantFrom(...seated.slice(0, -1).map(({ seq }) => seq))
const any = fc.constantFrom(...seated.map(({ seq }) => seq))
const renumber = (entries: readonly Entry[]) =>
  entries.map((entry, i) => (entry.seq === i + 1 ? entry : ({ ...entry, seq: i + 1 } as Entry)))
const swapIn = (seq: number, change: (entry: SeatEntry) => Partial<Record<keyof SeatEntry, unknown>>) =>
  log.entries.map(entry => (entry.seq === seq && isBySeat(entry) ? ({ ...entry, ...change(entry) } as Entry) : entry))

/** Whether what can be read after a stop is true, each box of it opened, and no act before the lie is missing. */
const soundness = ({ story }: Reader, from: number) => {
  const { told } = story.get()
  const acts = log.entries.slice(0, from).findLastIndex(isBySeat) + 1
  return {
    isTrue: told.every(({ entry, state }, i) => entry === log.entries[i] && state === 'open'),
    isKept: told.length >= acts,
  }
}

/** Tells a made-up log whose head fits it, from the start and live: how often each stopped, and what it told. */
const tellAll = async (entries: readonly Entry[]) => {
  const hashes = await hashesOf(log.genesis, entries)
  const fresh = readerOf(log)
  await fresh.story.aim({ seq: entries.length, hash: toText(hashes.at(-1)!) })
  await fresh.story.tell(entries)
  const from = entries.findIndex((entry, i) => entry !== log.entries[i])
  const live = readerOf(log)
  await live.story.aim(headAt(log, from))
  await live.story.tell(log.entries.slice(0, from))
  await live.story.tell(entries.slice(from))
  const { told } = live.story.get()
  await live.story.tell(log.entries)
  return {
    stops: [fresh.troubles.length, live.troubles.length],
    opened: fresh.changes.length,
    kept: [soundness(fresh, from), soundness(live, from)],
    wentOn: live.story.get().told !== told,
  }
}
const SOUND = { isTrue: true, isKept: true }
/** Stopped once, never opened upon a lie, what came before it kept, nothing false told, nothing told after. */
const CAUGHT = { stops: [1, 1], opened: 0, kept: [SOUND, SOUND], wentOn: false }
const caught = (name: string, of: fc.Arbitrary<readonly Entry[]>) =>
  it(`C4 ${name}`, async () => {
    await fc.assert(
      fc.asyncProperty(of, async entries => {
        expect(await tellAll(entries)).toEqual(CAUGHT)
      }),
      { numRuns: 8 },
    )
  })

describe('C4 C5 a hostile server', () => {
  caught(
    'a dropped entry',
    inside.map(seq => renumber(log.entries.filter(entry => entry.seq !== seq))),
  )

  caught(
    'a swapped pair',
    inside.map(seq => {
      const entries = [...log.entries]
      const [one, two] = [entries[seq - 1]!, entries[seq]!]
      entries.splice(seq - 1, 2, two, one)
      return renumber(entries)
    }),
  )

  caught(
    'a replayed entry, at any later place',
    fc.tuple(any, fc.nat(end)).map(([seq, later]) => {
      const to = Math.min(end, seq + later)
      return renumber([...log.entries.slice(0, to), log.entries[seq - 1]!, ...log.entries.slice(to)])
    }),
  )

  caught('a missing start', fc.constant(renumber(log.entries.slice(1))))

  const EDITS: Record<string, (entry: SeatEntry) => Partial<Record<keyof SeatEntry, unknown>>> = {
    'another seat': ({ by }) => ({ by: by === 'p1' ? 'p2' : 'p1' }),
    'another seat and its device': ({ by }) => {
      const other = by === 'p1' ? 'p2' : 'p1'
      return { by: other, device: log.devices[other].id }
    },
    'an unknown device': () => ({ device: newId() }),
    'another mid': () => ({ mid: newId() }),
    'the mid of another act': ({ seq }) => ({ mid: seated.find(entry => entry.seq !== seq)!.mid }),
    'another epoch': () => ({ epoch: 2 }),
    'another step': () => ({ step: 'weave.next' }),
    'another act': ({ act }) => ({ act: { type: act.type === 'finished' ? 'readied' : 'finished' } }),
    'another fact': ({ act }) => ({ act: factChanged(act) }),
    'another base': ({ base }) => ({ base: { seq: base.seq - 1, hash: toText(log.hashes[base.seq - 1]!) } }),
    'another base seq': ({ base }) => ({ base: { ...base, seq: base.seq - 1 } }),
    'a base hash of a fork': ({ base }) => ({ base: { ...base, hash: toText(random(32)) } }),
    'a flipped bit in the box': ({ box }) => ({ box: flipped(box!) }),
    'the box of another act': ({ seq }) => ({ box: seated.find(entry => entry.seq !== seq)!.box }),
    'no box and no hash': () => ({ box: null }),
    'a box of another size': () => ({ box: toText(random(100)) }),
    'an earlier time': () => ({ at: 0 }),
  }
  for (const [name, edit] of Object.entries(EDITS))
    caught(
      `an entry with ${name}`,
      any.map(seq => swapIn(seq, edit)),
    )

  it('C4 entries of the server: another wish, swapped keys, a second start', async () => {
    const stranger = await newDevice()
    const [opened, one, two, ...rest] = log.entries as [Entry, Entry, Entry, ...Entry[]]
    const acting = (entry: Entry, change: object) => ({ ...entry, act: { ...entry.act, ...change } }) as Entry
    const keys = { agreePub: toText(stranger.agreePub), signPub: toText(stranger.signPub) }
    expect(await tellAll([acting(opened, { keepDays: 31 }), one, two, ...rest])).toEqual(CAUGHT)
    expect(await tellAll([acting(opened, { setting: 'together' }), one, two, ...rest])).toEqual(CAUGHT)
    expect(await tellAll([acting(opened, { therapist: true }), one, two, ...rest])).toEqual(CAUGHT)
    expect(await tellAll([opened, one, acting(two, keys), ...rest])).toEqual(CAUGHT)
    expect(await tellAll([opened, one, acting(two, { ...keys, device: stranger.id }), ...rest])).toEqual(CAUGHT)
    expect(await tellAll(renumber([opened, one, two, opened, ...rest]))).toEqual(CAUGHT)
  })

  it('C4 words that were really sealed, but told twice, upon another history, or from another seat’s device', async () => {
    const talk = await sealedLog(3)
    const at = talk.entries.findIndex(({ act }) => act.type === 'stayed')
    const piece = talk.entries[at - 1]!
    const spoke = { type: 'spoke', aloud: false } as const
    const lies: [string, number, Entry][] = [
      ['mid', at, { ...piece, seq: at + 1 } as Entry],
      ['base', talk.entries.length, await talk.next('p2', spoke, { text: 'a' }, { base: random(32) })],
      ['device', talk.entries.length, await talk.next('p2', spoke, { text: 'a' }, { device: talk.devices.p1.id })],
    ]
    for (const [why, from, lie] of lies) {
      const { story, troubles } = readerOf(talk)
      await story.aim(headAt(talk, from))
      await story.tell(talk.entries.slice(0, from))
      await story.tell([lie])
      expect([troubles, story.get().told.length]).toEqual([[{ kind: 'story', why }], from])
    }
  })

  it('C4 a device that nobody here believes', async () => {
    const at = readerOf(log, {
      faith: { asked: ASKED, accepts: async ({ seat }) => seat === 'p1' },
    })
    await at.story.aim(headAt(log, end))
    await at.story.tell(log.entries)
    expect([at.troubles, at.story.get().told]).toEqual([[{ kind: 'join' }], []])
  })

  it('C4 bytes that cannot be read', async () => {
    const at = readerOf(log)
    await at.story.aim(headAt(log, end))
    await at.story.tell(swapIn(seated[0]!.seq, () => ({ base: { seq: 3, hash: '§' } })))
    expect(at.troubles).toHaveLength(1)
  })
})

const factChanged = (act: SeatEntry['act']): object => {
  if ('choice' in act) return { ...act, choice: act.choice === 'heard' ? 'near' : 'both' }
  if ('aloud' in act) return { ...act, aloud: !act.aloud }
  return { ...act, minutes: 5 }
}

const flipped = (box: string): string => {
  const bytes = toBytes(box)
  bytes[bytes.length >> 1]! ^= 1
  return toText(bytes)
}
