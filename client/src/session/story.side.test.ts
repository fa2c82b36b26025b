import type { SideEntry } from '@haven/shared/acts.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newDevice } from '../seal/device.ts'
import { newId, random, sha, toBytes, toText } from '../seal/keys.ts'
import { type Lie, newPeople, type Said, sideLog, type SideLog, sideReaderOf } from './testing/sealed-side.ts'
import { hashesOf, headAt, keyOfFirst } from './testing/story.ts'

const people = await newPeople()
const whispered = { type: 'whispered' } as const
const said = (by: Said['by'], text: string): Said => ({ by, act: whispered, words: { text } })
const log = await sideLog(people, 'whisper:p1', [
  said('therapist', 'one'),
  said('p1', 'two'),
  said('therapist', 'three'),
  said('p1', 'four'),
  said('therapist', 'five'),
])
const end = log.entries.length
const other = await sideLog(people, 'whisper:p2', [said('therapist', 'elsewhere'), said('p2', 'here')])

/** Why a made-up log, whose head fits it, is not believed: from its start, and live from where it differs. What came before stays. */
const whyOf = async (entries: readonly SideEntry[], of: SideLog = log): Promise<unknown[]> => {
  const hashes = await hashesOf(of.genesis, entries)
  const fresh = sideReaderOf(people, of)
  await fresh.story.aim({ seq: entries.length, hash: toText(hashes.at(-1)!) })
  await fresh.story.tell(entries)
  const from = entries.findIndex((entry, i) => entry !== of.entries[i])
  const live = sideReaderOf(people, of)
  await live.story.aim(headAt(of, from))
  await live.story.tell(of.entries.slice(0, from))
  await live.story.tell(entries.slice(from))
  for (const { story } of [fresh, live])
    expect(story.get().told.map(({ entry }) => entry)).toEqual(of.entries.slice(0, from))
  return [...fresh.troubles, ...live.troubles].map(trouble => ('why' in trouble ? trouble.why : trouble.kind))
}
const twice = (why: string) => [why, why]
const renumbered = (entries: readonly SideEntry[]) =>
  entries.map((entry, i) => (entry.seq === i + 1 ? entry : { ...entry, seq: i + 1 }))
const changed = (seq: number, change: Partial<Record<keyof SideEntry, unknown>>) =>
  log.entries.map(entry => (entry.seq === seq ? ({ ...entry, ...change } as SideEntry) : entry))
const lied = async (one: Said, lie?: Lie) => [...log.entries, await log.next(one, lie)]

describe('a channel beside the room', () => {
  it('is open and empty where nobody has written', async () => {
    const empty = await sideLog(people, 'notes', [])
    const { story, changes } = sideReaderOf(people, empty)
    await story.aim(headAt(empty, 0))
    expect([story.get(), changes]).toEqual([{ open: true, told: [], head: headAt(empty, 0) }, [undefined]])
  })

  it('is read once all of it is verified', async () => {
    const { story, troubles } = sideReaderOf(people, log)
    await story.aim(headAt(log, end))
    await story.tell(log.entries)
    expect(troubles).toEqual([])
    expect(story.get().told.map(({ words }) => words)).toEqual(
      ['one', 'two', 'three', 'four', 'five'].map(text => ({ text })),
    )
  })
})

describe('C4 C5 a hostile server beside the room', () => {
  it('C4 entries dropped, swapped, doubled or told elsewhere', async () => {
    const pairs = fc.tuple(fc.nat(end - 1), fc.nat(end - 1)).filter(([a, b]) => a !== b)
    await fc.assert(
      fc.asyncProperty(pairs, async ([a, b]) => {
        const swapped = log.entries.with(a, log.entries[b]!).with(b, log.entries[a]!)
        expect(await whyOf(renumbered(swapped))).toHaveLength(2)
      }),
      { numRuns: 12 },
    )
    for (const seq of [1, 2, 3, 4])
      expect(await whyOf(renumbered(log.entries.filter(entry => entry.seq !== seq)))).toHaveLength(2)
    expect(await whyOf(renumbered([...log.entries, log.entries[4]!]))).toEqual(twice('mid'))
    expect(await whyOf([...log.entries, { ...other.entries[1]!, seq: end + 1 }])).toHaveLength(2)
  })

  const EDITS: [string, Partial<Record<keyof SideEntry, unknown>>][] = [
    ['another author', { by: 'therapist', device: people.devices.therapist.id }],
    ['another device', { device: people.devices.therapist.id }],
    ['another mid', { mid: newId() }],
    ['another epoch', { epoch: 2 }],
    ['another base', { base: { seq: 2, hash: toText(log.hashes[2]!) } }],
    ['a base of a fork', { base: { seq: 3, hash: toText(random(32)) } }],
    ['another box', { box: log.entries[1]!.box }],
    ['a box of another channel', { box: other.entries[1]!.box }],
    ['a box of no size class', { box: toText(random(100)) }],
    ['neither box nor its hash', { box: null }],
    ['an earlier time', { at: 0 }],
  ]
  it.each(EDITS)('C4 an entry with %s', async (_, change) => {
    expect(await whyOf(changed(4, change))).toHaveLength(2)
  })

  it('C4 by a seat that has no place in the channel', async () => {
    expect(await whyOf(await lied(said('p2', 'x')))).toEqual(twice('author'))
    const notes = await sideLog(people, 'notes', [{ by: 'therapist', act: { type: 'noted' }, words: { saw: 'a' } }])
    const forged = await notes.next({ by: 'p1', act: { type: 'noted' }, words: { saw: 'b' } })
    expect(await whyOf([...notes.entries, forged], notes)).toEqual(twice('author'))
  })

  it('C4 by haven, who writes in the room alone', async () => {
    const entry = { seq: end + 1, at: 1_800_000_000, epoch: 1, by: 'haven', act: { type: 'joined' } }
    expect(await whyOf([...log.entries, entry as never])).toEqual(twice('author'))
  })

  it('C4 from a device the room does not know, or knows as another seat’s', async () => {
    const stranger = await newDevice()
    expect(await whyOf(await lied(said('p1', 'x'), { device: stranger.id }))).toEqual(twice('device'))
    expect(await whyOf(await lied(said('p1', 'x'), { device: people.devices.p2.id }))).toEqual(twice('device'))
  })

  it('C4 what is not done there, or done in a step', async () => {
    expect(await whyOf(await lied({ by: 'therapist', act: { type: 'noted' }, words: { saw: 'a' } }))).toEqual(
      twice('act'),
    )
    expect(await whyOf(await lied(said('p1', 'x'), { step: 'hear.voice' }))).toEqual(twice('step'))
  })

  it('C4 sealed for another channel, or with another channel’s key', async () => {
    expect(await whyOf(await lied(said('p1', 'x'), { channel: 'whisper:p2' }))).toEqual(twice('seal'))
    const { story, troubles } = sideReaderOf(people, log, keyOfFirst(other.key))
    await story.aim(headAt(log, end))
    await story.tell(log.entries)
    expect([troubles, story.get().told]).toEqual([[{ kind: 'story', why: 'seal' }], []])
  })

  it('C4 upon another history, or one too long ago', async () => {
    expect(await whyOf(await lied(said('p1', 'x'), { base: { seq: end, hash: random(32) } }))).toEqual(twice('base'))
    const long = await sideLog(
      people,
      'private:p1',
      Array.from({ length: 20 }, () => ({ by: 'p1', act: { type: 'kept' }, words: { item: 'a', value: 1 } }) as const),
    )
    const late = await long.next(
      { by: 'p1', act: { type: 'kept' }, words: { item: 'a', value: 2 } },
      { base: { seq: 3, hash: long.hashes[3]! } },
    )
    expect(await whyOf([...long.entries, late], long)).toEqual(twice('base'))
  })

  it('C4 the erasing of what another wrote, or what nobody did', async () => {
    for (const seqs of [[1], [2, 1], [9]])
      expect(await whyOf(await lied({ by: 'p1', act: { type: 'erased', seqs } }))).toEqual(twice('erased'))
  })

  it('C5 a key this device should have and was not given stops it', async () => {
    const { story, troubles } = sideReaderOf(people, log, () => 'unknown')
    await story.aim(headAt(log, end))
    await story.tell(log.entries)
    expect([troubles, story.get().told]).toEqual([[{ kind: 'story', why: 'seal' }], []])
  })

  it('C11 a head that was never passed through', async () => {
    const { story, troubles } = sideReaderOf(people, log)
    await story.aim({ seq: 0, hash: toText(random(32)) })
    expect(troubles).toEqual([{ kind: 'story', why: 'head' }])
  })
})

describe('P36 erasing one’s own', () => {
  it('leaves the chain whole and the words gone, live and from the start', async () => {
    const erasing = await sideLog(people, 'whisper:p1', [said('therapist', 'one'), said('p1', 'two')])
    await erasing.add(await erasing.next({ by: 'p1', act: { type: 'erased', seqs: [2] } }))
    const { box, ...rest } = erasing.entries[1]!
    const boxHash = toText(await sha(toBytes(box!)))
    const hidden = erasing.entries.with(1, { ...rest, box: null, boxHash })
    for (const [from, entries] of [
      [3, hidden],
      [2, erasing.entries],
    ] as const) {
      const { story, troubles } = sideReaderOf(people, erasing)
      await story.aim(headAt(erasing, from))
      await story.tell(entries)
      expect(troubles).toEqual([])
      expect(story.get().told.map(({ state }) => state)).toEqual(['open', 'erased', 'open'])
      expect(story.get().told[1]).not.toHaveProperty('words')
    }
  })
})
