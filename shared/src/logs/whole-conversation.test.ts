import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Act, Entry, isBySeat } from '../acts.ts'
import { genesisInput, linkInput } from '../chain.ts'
import { apply, eventOf, keep, placeOf, replay, type Snapshot, start } from '../replay.ts'
import type { Seat, Step } from '../steps.ts'
import { DAY, did, idOf, later, leadTo, openRoom, type Room, supervised } from '../testing/room.ts'

/** A published log must lead to the same place for ever. Written anew only on purpose, with UPDATE_GOLDEN=1. */
const FILE = expect.getState().testPath!.replace('.test.ts', '.json')

type Golden = { session: string; entries: Entry[]; places: string[]; kept: unknown; head: string }

const utf8 = (text: string): Uint8Array => Buffer.from(text)
const sha = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const bytes = (words: string) => new Uint8Array(Buffer.from(words, 'base64url'))
const SESSION = idOf('golden')

/** The hashes before and after each entry, the last one being the head. */
const chainOf = (session: string, entries: readonly Entry[]) => {
  const hashes = [sha(genesisInput(utf8, session, 'room'))]
  for (const entry of entries) hashes.push(sha(linkInput(utf8, hashes.at(-1)!, linked(entry))))
  return hashes
}
const linked = (entry: Entry) =>
  isBySeat(entry)
    ? { ...entry, base: { seq: entry.base.seq, hash: bytes(entry.base.hash) }, boxHash: bytes(entry.boxHash ?? '') }
    : entry

const placesOf = (entries: readonly Entry[]) => {
  const [opened, ...rest] = entries
  let snapshot: Snapshot = start(opened!.act as typeof supervised)
  return [
    placeOf(snapshot),
    ...rest.map(entry => {
      if (isBySeat(entry))
        snapshot = apply(
          snapshot,
          eventOf(entry, seq => entries[seq - 1]?.by),
        )!
      return placeOf(snapshot)
    }),
  ]
}

const goldenOf = (entries: Entry[]): Golden => ({
  session: SESSION,
  entries,
  places: placesOf(entries),
  kept: keep(replay(entries)),
  head: text(chainOf(SESSION, entries).at(-1)!),
})

const choosing = (type: string, choice: string) => ({ type, choice }) as Act
const TOLD: readonly (Step | readonly [Seat, Act] | 'a day')[] = [
  ['p1', { type: 'endorsed', device: idOf('p2') }],
  'map.name',
  ['p2', { type: 'parked' }],
  'map.cycle',
  ['therapist', { type: 'guided' }],
  'hear.check',
  ['p1', choosing('answered', 'partly')],
  'hear.check',
  ['p1', choosing('answered', 'notYet')],
  'hear.check',
  ['p1', choosing('answered', 'notYet')],
  ['p2', choosing('askedBack', 'map.name')],
  ['p1', choosing('chose', 'stay')],
  ['p1', choosing('chose', 'smaller')],
  'hear.check',
  ['p1', choosing('chose', 'more')],
  'hear.deepen',
  ['p1', { type: 'paused', minutes: 20 }],
  ['p2', { type: 'paused', minutes: 60 }],
  'hear.deepen',
  ['p1', { type: 'spoke', aloud: true }],
  ['p2', { type: 'stayed' }],
  'hear.check2',
  ['p1', choosing('tookBack', 'heard')],
  'hear.reflect2',
  ['p2', { type: 'setDown' }],
  'a day',
  'own.say',
  ['p2', choosing('askedBack', 'hear.voice')],
  ['p1', choosing('chose', 'stay')],
  ['p1', choosing('askedBack', 'own.inner')],
  'own.landed',
  ['p1', choosing('answered', 'notYet')],
  'own.landed',
  ['p1', choosing('answered', 'partly')],
  'own.context',
  ['p2', { type: 'spoke', aloud: false }],
  ['p1', { type: 'stayed' }],
  'reach.find',
  ['therapist', { type: 'held' }],
  ['therapist', { type: 'released' }],
  'reach.receive',
  ['p1', choosing('answered', 'partly')],
  ['p2', { type: 'spoke', aloud: false }],
  ['p1', { type: 'stayed' }],
  'weave.story',
  ['p1', choosing('agreed', 'one')],
  ['p2', choosing('agreed', 'two')],
  'weave.next',
  ['p1', choosing('chose', 'now')],
  ['p2', choosing('chose', 'now')],
  ['therapist', choosing('chose', 'later')],
  'close.after',
  ['p1', { type: 'allowed', kind: 'review' }],
  ['p2', choosing('chose', 'eraseMine')],
  'done',
]

/** A whole talk, with what may come between: bases, hashes and ids as real as they can be without a key. */
const tellAnew = (): Entry[] => {
  let room = joined(openRoom(supervised))
  for (const next of TOLD)
    if (next === 'a day') room = later(room, DAY)
    else room = typeof next === 'string' ? leadTo(room, next) : did(room, next[0], next[1])
  const own = room.entries.filter(({ by, act }) => by === 'p2' && act.type === 'spoke').map(({ seq }) => seq)
  room = did(did(room, 'p2', { type: 'erased', seqs: own }), 'p1', { type: 'withdrew', kind: 'review' })
  return based(room.entries)
}

const joined = (room: Room): Room => ({
  ...room,
  entries: [
    ...room.entries,
    ...(['therapist', 'p1', 'p2'] as const).map((seat, index): Entry => ({
      seq: 2 + index,
      at: room.now,
      epoch: 1,
      by: 'haven',
      act: { type: 'joined', seat, device: idOf(seat), agreePub: 'A'.repeat(87), signPub: 'B'.repeat(87) },
    })),
  ],
})

/** Every act names the entry before it as its base. */
const based = (entries: readonly Entry[]): Entry[] => {
  const done: Entry[] = []
  for (const entry of entries) {
    const base = { seq: done.length, hash: text(chainOf(SESSION, done).at(-1)!) }
    done.push(isBySeat(entry) ? { ...entry, base, boxHash: text(sha(utf8(`box ${entry.seq}`))) } : entry)
  }
  return done
}

if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(FILE, `${JSON.stringify(goldenOf(tellAnew()), undefined, 1)}\n`)

describe('a whole conversation, as it was once written', () => {
  const golden = JSON.parse(readFileSync(FILE, 'utf8')) as Golden
  const entries = golden.entries.map(entry => Entry.parse(entry))

  it('R19 replays to the same place, byte for byte', () => {
    expect(JSON.stringify(keep(replay(entries)))).toBe(JSON.stringify(golden.kept))
  })

  it('passes through the same places', () => {
    expect(placesOf(entries)).toEqual(golden.places)
  })

  it('has the same head, and every base holds', () => {
    const hashes = chainOf(golden.session, entries).map(text)
    expect(hashes.at(-1)).toBe(golden.head)
    for (const entry of entries.filter(isBySeat)) expect(entry.base.hash).toBe(hashes[entry.base.seq])
  })

  it('has everything in it that may happen', () => {
    const acts = new Set(entries.filter(isBySeat).map(({ act }) => act.type))
    expect(acts.size).toBe(20)
    for (const type of ['skipped', 'ended']) expect(acts).not.toContain(type)
    expect(new Set(golden.places.map(place => place.split('.')[0]))).toEqual(
      new Set(['arrive', 'map', 'hear', 'own', 'reach', 'weave', 'close', 'between', 'done', 'over']),
    )
  })
})
