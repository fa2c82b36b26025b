import type { Act, Entry } from '@haven/shared/acts.ts'
import { isBySeat } from '@haven/shared/acts.ts'
import { snapshotsOf } from '@haven/shared/course.ts'
import { type Snapshot, stepOf } from '@haven/shared/replay.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId, sha, toBytes, toText } from '../seal/keys.ts'
import type { Told } from './scene.ts'
import { sealedLog } from './testing/sealed-log.ts'
import { headAt, type Reader, readerOf } from './testing/story.ts'

const log = await sealedLog()
const end = log.entries.length
const wordsOf = (told: readonly Told[]) => told.flatMap(({ words }) => (words === undefined ? [] : [words]))
const plain = ({ value, context }: Snapshot) => ({ value, context })
const spoke: Act = { type: 'spoke', aloud: false }

/** The log in slices of any size and order, some of them more than once. */
const slices = fc
  .array(fc.tuple(fc.nat(end - 1), fc.integer({ min: 1, max: 9 })), { maxLength: 12 })
  .chain(extra =>
    fc
      .integer({ min: 1, max: 9 })
      .map(size => [...Array.from({ length: Math.ceil(end / size) }, (_, n) => [n * size, size] as const), ...extra]),
  )
  .chain(parts => fc.shuffledSubarray(parts, { minLength: parts.length }))
  .map(parts => parts.map(([from, size]) => log.entries.slice(from, from + size)))

describe('C3 one after the other', () => {
  it('C3 slices in any order and more than once give the same story', async () => {
    await fc.assert(
      fc.asyncProperty(slices, async parts => {
        const { story, troubles } = readerOf(log)
        await story.aim(headAt(log, end))
        for (const part of parts) await story.tell(part)
        const state = story.get()
        expect(troubles).toEqual([])
        expect(state.head).toEqual(headAt(log, end))
        expect(state.told.map(({ entry }) => entry)).toEqual(log.entries)
        expect(state.told.every(one => one.state === 'open')).toBe(true)
        expect(stepOf(state.snapshot!)).toBe('hear.reflect')
      }),
      { numRuns: 15 },
    )
  })

  it('C3 tells where the talk stood after each entry, as a fold of the log does, however it came', async () => {
    const folded = snapshotsOf(log.entries).map(plain)
    await fc.assert(
      fc.asyncProperty(slices, fc.integer({ min: 1, max: end }), async (parts, head) => {
        const handed: [readonly Snapshot[], number][] = []
        const { story } = readerOf(log, {
          changed: () => handed.push([story.get().snapshots!, story.get().told.length]),
        })
        await story.aim(headAt(log, head))
        for (const part of parts) await story.tell(part)
        expect(handed.at(-1)?.[1]).toBe(end)
        for (const [snapshots, told] of handed)
          expect(snapshots.slice(0, told).map(plain)).toEqual(folded.slice(0, told))
      }),
      { numRuns: 15 },
    )
  })

  it('C3 all at once, without waiting, too', async () => {
    const { story } = readerOf(log)
    await Promise.all([story.aim(headAt(log, end)), ...log.entries.toReversed().map(entry => story.tell([entry]))])
    expect(story.get().head).toEqual(headAt(log, end))
  })

  it('C3 a hole is asked for once, and again only after it was filled', async () => {
    const { story, resumed } = readerOf(log)
    await story.aim(headAt(log, end))
    await story.tell(log.entries.slice(0, 3))
    await story.tell(log.entries.slice(5, 7))
    await story.tell(log.entries.slice(8, 9))
    expect(resumed).toEqual([3])
    await story.tell(log.entries.slice(3, 9))
    await story.tell(log.entries.slice(11))
    expect(resumed).toEqual([3, 9])
    expect(story.get().head.seq).toBe(9)
  })
})

describe('the words', () => {
  it('are read once the whole of the history is verified, not before', async () => {
    const { story, changes } = readerOf(log)
    await story.aim(headAt(log, end))
    await story.tell(log.entries.slice(0, -1))
    expect([story.get().open, story.get().told, changes]).toEqual([false, [], []])
    await story.tell(log.entries.slice(-1))
    expect(story.get().open).toBe(true)
    expect(wordsOf(story.get().told)).toContainEqual({ text: 'I sat there alone.' })
    expect(changes).toEqual([undefined])
  })

  it('C4 a live entry is opened before it counts', async () => {
    const { story, changes } = readerOf(log)
    await story.aim(headAt(log, 21))
    await story.tell(log.entries.slice(0, 21))
    const before = story.get()
    await story.tell(log.entries.slice(21, 22))
    expect(changes).toEqual([undefined, log.entries[21]])
    expect(before.told).toHaveLength(21)
    expect(story.get().told.at(-1)).toMatchObject({ state: 'open', words: { text: 'I sat there alone.' } })
  })

  it('C4 of a long history the last 50 come first and the rest in slices', async () => {
    const long = await sealedLog(90)
    let breathe = () => {}
    const { story } = readerOf(long, { breathe: () => new Promise(resolve => (breathe = resolve)) })
    const sealed = () => story.get().told.filter(({ state }) => state === 'sealed').length
    await story.aim(headAt(long, long.entries.length))
    await story.tell(long.entries)
    const seated = long.entries.filter(isBySeat).length
    expect(sealed()).toBe(seated - 50)
    breathe()
    await story.tell([])
    while (sealed() > 0) {
      await story.tell([])
      breathe()
    }
    expect(wordsOf(story.get().told)).toContainEqual({ text: 'piece 0' })
  })

  it('C4 a box that fails in an earlier slice still stops the story', async () => {
    const long = await sealedLog(90)
    const { story, troubles } = readerOf(long, { keyOf: () => long.key })
    const other = await long.next('p2', { type: 'stayed' })
    const swapped = long.entries.map(entry =>
      entry.seq === 5 && isBySeat(entry) ? { ...entry, box: other.box } : entry,
    )
    await story.aim(headAt(long, long.entries.length))
    await story.tell(swapped as Entry[])
    await story.tell([])
    await story.tell([])
    expect(troubles.length).toBe(1)
  })

  it('C5 of an epoch before this device was here cannot be read, and the story goes on', async () => {
    const { story, troubles } = readerOf(log, { keyOf: () => 'missing' })
    await story.aim(headAt(log, end))
    await story.tell(log.entries)
    expect(troubles).toEqual([])
    expect(
      story
        .get()
        .told.filter(({ entry }) => isBySeat(entry))
        .every(one => one.state === 'unreadable'),
    ).toBe(true)
  })

  it('C5 of an epoch this device should know stops the story', async () => {
    const { story, troubles } = readerOf(log, { keyOf: () => 'unknown' })
    await story.aim(headAt(log, end))
    await story.tell(log.entries)
    expect(troubles).toEqual([{ kind: 'story', why: 'seal' }])
  })

  it('C4 erased words leave the story whole', async () => {
    const erasing = await sealedLog()
    const said = erasing.entries.find(entry => isBySeat(entry) && entry.by === 'p1' && entry.act.type === 'spoke')!
    await erasing.add(await erasing.next('p1', { type: 'erased', seqs: [said.seq] }))
    const { box, ...rest } = said as Extract<Entry, { box: unknown }>
    const boxHash = toText(await sha(toBytes(box!)))
    const hidden = erasing.entries.map(entry => (entry === said ? { ...rest, box: null, boxHash } : entry)) as Entry[]
    const { story, troubles } = readerOf(erasing)
    await story.aim(headAt(erasing, hidden.length))
    await story.tell(hidden)
    expect(troubles).toEqual([])
    expect(story.get().told[said.seq - 1]).toMatchObject({ state: 'erased' })
    const live = readerOf(erasing)
    await live.story.aim(headAt(erasing, hidden.length - 1))
    await live.story.tell(erasing.entries)
    expect(live.story.get().told[said.seq - 1]).toEqual({ entry: { ...said, box: null, boxHash }, state: 'erased' })
  })

  it('C4 words withheld that nobody erased are unreadable, never empty', async () => {
    const { box, ...rest } = log.entries.find(entry => isBySeat(entry) && entry.act.type === 'spoke') as never as {
      box: string
      seq: number
    }
    const boxHash = toText(await sha(toBytes(box)))
    const held = log.entries.map(entry => (entry.seq === rest.seq ? { ...rest, box: null, boxHash } : entry)) as Entry[]
    const { story } = readerOf(log)
    await story.aim(headAt(log, end))
    await story.tell(held)
    expect(story.get().told[rest.seq - 1]).toMatchObject({ state: 'unreadable' })
  })
})

describe('C5 C10 where it stops', () => {
  it('C5 what was verified can be read, and that is all', async () => {
    const { story, changes } = readerOf(log)
    await story.aim(headAt(log, end))
    await story.tell(log.entries.slice(0, 22))
    expect(story.get().told).toEqual([])
    await story.tell([{ ...log.entries[22]!, at: 0 }])
    expect([story.get().open, changes]).toEqual([false, []])
    expect(story.get().told.map(({ entry }) => entry)).toEqual(log.entries.slice(0, 22))
    expect(story.get().told.at(-1)).toMatchObject({ state: 'open', words: { text: 'I sat there alone.' } })
    await story.tell(log.entries.slice(22))
    expect(story.get().told).toHaveLength(22)
  })

  it('C5 a box that does not open ends it, however much fits after it', async () => {
    const talk = await sealedLog()
    const [one, another] = [await talk.next('p2', spoke, { text: 'a' }), await talk.next('p2', spoke, { text: 'b' })]
    await talk.add({ ...one, box: another.box })
    await talk.add(await talk.next('p1', { type: 'answered', choice: 'yes' }))
    const { story, troubles } = readerOf(talk)
    await story.aim(headAt(talk, talk.entries.length))
    await story.tell(talk.entries)
    expect(troubles).toEqual([{ kind: 'story', why: 'seal' }])
    expect(story.get().told.map(({ entry }) => entry)).toEqual(talk.entries.slice(0, end))
  })

  it('C5 of what the server alone wrote nothing is vouched for', async () => {
    const { story } = readerOf(log)
    await story.aim(headAt(log, end))
    await story.tell([...log.entries.slice(0, 3), { ...log.entries[3]!, at: 0 }])
    expect(story.get().told).toEqual([])
  })

  it('C10 a reason from outside comes after what was told before it', async () => {
    const { story, troubles } = readerOf(log)
    await story.aim(headAt(log, end))
    const told = story.tell(log.entries.slice(0, 22))
    await story.end({ kind: 'version' })
    await told
    expect([troubles, story.get().told.length]).toEqual([[{ kind: 'version' }], 22])
  })
})

describe('C6 the machine moves on entries alone', () => {
  it('C6 each entry moves it once, and what was shown before stays as it was', async () => {
    const { story } = readerOf(log)
    await story.aim(headAt(log, end))
    await story.tell(log.entries)
    const before = story.get()
    const step = stepOf(before.snapshot!)
    const more = await log.next('p2', spoke, { text: 'again' })
    await story.tell([more])
    await story.tell([more])
    expect([step, stepOf(before.snapshot!), stepOf(story.get().snapshot!)]).toEqual([
      'hear.reflect',
      'hear.reflect',
      'hear.check',
    ])
    expect(story.get().told).toHaveLength(end + 1)
    expect(before.told).toHaveLength(end)
  })

  it('C6 a stopped story tells nothing more', async () => {
    const { story, changes } = readerOf(log)
    story.stop()
    await story.aim(headAt(log, end))
    await story.tell(log.entries)
    expect([changes, story.get().told]).toEqual([[], []])
  })
})

describe('C11 the head', () => {
  const outcome = ({ story, troubles, changes }: Reader) => ({
    troubles,
    changes,
    told: story.get().told.map(({ entry }) => entry),
    isRead: story.get().told.every(({ state }) => state === 'open'),
  })
  /** Stopped for the head, never opened, and what was verified before is told: no act of it is missing. */
  const stoppedAt = (cut: number) => ({
    troubles: [{ kind: 'story', why: 'head' }],
    changes: [],
    told: log.entries.slice(0, log.entries.slice(0, cut).findLastIndex(isBySeat) + 1),
    isRead: true,
  })
  const remembering = (seq: number) => readerOf(log, { remembered: headAt(log, seq) })

  it('C11 the one remembered, or a later one that passed through it, opens', async () => {
    for (const seq of [end, end - 4]) {
      const { story, troubles } = remembering(seq)
      await story.aim(headAt(log, end))
      await story.tell(log.entries)
      expect([troubles, story.get().open]).toEqual([[], true])
    }
  })

  it('C11 F4 a tail cut off below the remembered head stops the story', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: end - 1 }), async cut => {
        const at = remembering(end)
        await at.story.aim(headAt(log, cut))
        await at.story.tell(log.entries.slice(0, cut))
        expect(outcome(at)).toEqual(stoppedAt(cut))
      }),
    )
  })

  it('C11 F4 a cut tail shows against what this copy has seen, after a lost line', async () => {
    const { story, troubles } = readerOf(log)
    await story.aim(headAt(log, end))
    await story.tell(log.entries)
    await story.aim(headAt(log, end - 1))
    expect(troubles).toEqual([{ kind: 'story', why: 'head' }])
    expect(story.get().told).toHaveLength(end)
  })

  it('C11 another hash at the remembered seq stops it', async () => {
    const at = remembering(end)
    await at.story.aim({ seq: end, hash: headAt(log, end - 1).hash })
    await at.story.tell(log.entries)
    expect(outcome(at)).toEqual(stoppedAt(end))
  })

  it('C11 a longer log that did not pass through the remembered head stops it', async () => {
    const at = readerOf(log, {
      remembered: { seq: end - 2, hash: toText(await sha(toBytes(newId()))) },
    })
    await at.story.aim(headAt(log, end))
    await at.story.tell(log.entries)
    expect(outcome(at)).toEqual(stoppedAt(end))
  })

  it('C11 entries that do not lead to the named head stop it', async () => {
    const at = readerOf(log)
    await at.story.aim({ seq: end, hash: headAt(log, end - 1).hash })
    await at.story.tell(log.entries)
    expect(outcome(at)).toEqual(stoppedAt(end))
  })
})
