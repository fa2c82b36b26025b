import { channelsOf } from '@haven/shared/channels.ts'
import type { AnyEntry, Entry, Channel, HavenEntry } from '@haven/shared/acts.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toText } from '../seal/keys.ts'
import { genesis, link } from './link.ts'
import type { Trouble } from './scene.ts'
import { newPeople, type Said, sideLog } from './testing/sealed-side.ts'
import { ASKED, headAt, keyOfFirst } from './testing/story.ts'
import { channelsFor, Threads } from './threads.ts'

const people = await newPeople()
const { session, devices } = people
const whispered = { type: 'whispered' } as const
const said = (by: Said['by'], text: string): Said => ({ by, act: whispered, words: { text } })

/** A room of three in which nothing was said yet: who joined last is known only from its last entry. */
const room = await (async () => {
  const haven = (seq: number, act: HavenEntry['act']): HavenEntry => ({ seq, at: 1, epoch: 1, by: 'haven', act })
  const opened = {
    type: 'opened',
    script: 1,
    mode: 'supervised',
    setting: 'apart',
    therapist: true,
    keepDays: 30,
  } as const
  const joined = (['therapist', 'p2', 'p1'] as const).map((seat, i) => {
    const { id, agreePub, signPub } = devices[seat]
    const keys = { agreePub: toText(agreePub), signPub: toText(signPub) }
    return haven(i + 2, { type: 'joined', seat, device: id, ...keys })
  })
  const entries = [haven(1, opened), ...joined]
  const hashes = [await genesis(session, 'room')]
  for (const entry of entries) hashes.push(await link(hashes.at(-1)!, entry))
  return { entries, hashes }
})()
const whispers = await sideLog(people, 'whisper:p1', [
  said('p1', 'one'),
  said('therapist', 'two'),
  said('p1', 'three'),
  { by: 'p1', act: { type: 'erased', seqs: [1] } },
])
const own = await sideLog(people, 'private:p1', [
  { by: 'p1', act: { type: 'kept' }, words: { item: 'closeness', value: 4 } },
  { by: 'p1', act: { type: 'kept' }, words: { item: 'closeness', value: 5 } },
])
const logs = { room, 'whisper:p1': whispers, 'private:p1': own } as const
const channels = Object.keys(logs) as (keyof typeof logs)[]
const heads = Object.fromEntries(
  channels.map(channel => [channel, headAt(logs[channel], logs[channel].entries.length)]),
)

const open = (mine: readonly (typeof channels)[number][] = channels) => {
  const troubles: Trouble[] = []
  const resumed: object[] = []
  const changes: Channel[] = []
  const shut: Channel[] = []
  const threads = new Threads({
    session,
    seat: 'p1',
    roots: new Map(mine.map(channel => [channel, logs[channel].hashes[0]!])),
    faith: { asked: { ...ASKED, mode: 'supervised', therapist: true }, accepts: async () => true },
    keys: { of: channel => (channel === 'room' ? () => 'unknown' : keyOfFirst(logs[channel as 'private:p1'].key)) },
    remembered: undefined,
    resume: since => void resumed.push(since),
    changed: channel => void changes.push(channel),
    stopped: trouble => void troubles.push(trouble),
    shut: channel => void shut.push(channel),
    breathe: () => Promise.resolve(),
  })
  return { threads, troubles, resumed, changes, shut }
}
const told = (threads: Threads) => ({ room: threads.room.get().told, ...threads.told() })

type Slice = { channel: keyof typeof logs; entries: readonly AnyEntry[] }
const sliceOf = fc
  .record({ channel: fc.constantFrom(...channels), from: fc.nat(3), size: fc.integer({ min: 1, max: 4 }) })
  .map(({ channel, from, size }): Slice => ({ channel, entries: logs[channel].entries.slice(from, from + size) }))
const singles = channels.flatMap(channel =>
  logs[channel].entries.map((entry): Slice => ({ channel, entries: [entry] })),
)
/** Each entry of each channel, some of them more than once, in any order. */
const interleaved = fc
  .array(sliceOf, { maxLength: 8 })
  .chain(more => fc.shuffledSubarray([...singles, ...more], { minLength: singles.length + more.length }))

describe('the stories of one device', () => {
  it('C3 any interleaving of the entries of several channels gives the same threads', async () => {
    const straight = open()
    await straight.threads.aim(heads)
    for (const channel of channels) await straight.threads.tell(channel, logs[channel].entries)
    expect(straight.threads.told()['whisper:p1']?.map(({ state }) => state)).toEqual(['erased', 'open', 'open', 'open'])
    await fc.assert(
      fc.asyncProperty(interleaved, async slices => {
        const { threads, troubles } = open()
        await threads.aim(heads)
        for (const { channel, entries } of slices) expect(await threads.tell(channel, entries)).toBe(true)
        expect([troubles, threads.isCaughtUp]).toEqual([[], true])
        expect(told(threads)).toEqual(told(straight.threads))
        expect(threads.heads()).toEqual(heads)
      }),
      { numRuns: 40 },
    )
  })

  it('nothing beside the room is judged before the room stands where it should', async () => {
    const { threads, troubles } = open()
    await threads.aim(heads)
    await threads.tell('whisper:p1', whispers.entries)
    await threads.tell('room', room.entries.slice(0, 3))
    expect([troubles, threads.isCaughtUp, threads.told()]).toEqual([[], false, {}])
    await threads.tell('room', room.entries.slice(3))
    expect(threads.told()['whisper:p1']).toHaveLength(4)
    expect(threads.isCaughtUp).toBe(false)
    await threads.tell('private:p1', own.entries)
    expect(threads.isCaughtUp).toBe(true)
  })

  it('what waited on a lost line is not judged on the next', async () => {
    const { threads, troubles } = open()
    await threads.aim(heads)
    await threads.tell('whisper:p1', whispers.entries.slice(2))
    await threads.aim(heads)
    for (const channel of channels) await threads.tell(channel, logs[channel].entries)
    expect([troubles, threads.isCaughtUp]).toEqual([[], true])
  })

  it('C3 a hole is asked for in its own channel', async () => {
    const { threads, resumed } = open()
    await threads.aim(heads)
    await threads.tell('room', room.entries)
    await threads.tell('whisper:p1', whispers.entries.slice(1))
    expect(resumed).toEqual([{ 'whisper:p1': 0 }])
  })

  it('C5 a failure beside the room shuts that channel alone; in the room it is for all', async () => {
    const { threads, troubles, shut } = open()
    await threads.aim(heads)
    await threads.tell('room', room.entries)
    const [one] = whispers.entries
    await threads.tell('whisper:p1', [{ ...one!, by: 'therapist' }])
    expect([troubles, shut, threads.get('whisper:p1')]).toEqual([[], ['whisper:p1'], undefined])
    await threads.tell('private:p1', own.entries)
    expect([threads.isCaughtUp, threads.told()['private:p1']?.length]).toEqual([true, own.entries.length])
    await threads.tell('room', [{ ...(room.entries.at(-1) as Entry), seq: room.entries.length + 1 }])
    expect(troubles).toHaveLength(1)
  })

  it('what this seat may use but has no secret of is passed over; what is not its own is not', async () => {
    const { threads } = open()
    const [one] = whispers.entries
    expect([await threads.tell('notes', [one!]), await threads.tell('whisper:p2', [one!])]).toEqual([false, false])
    const { threads: without } = open(['room', 'private:p1'])
    expect(await without.tell('whisper:p1', [one!])).toBe(true)
    expect(without.told()).toEqual({})
  })

  it('says where each stands, from the beginning; what the welcome leaves out is shut', async () => {
    const { threads, shut } = open()
    expect([threads.since(), threads.heads()]).toEqual([{ room: 0, 'whisper:p1': 0, 'private:p1': 0 }, {}])
    expect(await threads.aim({})).toBe(false)
    expect(await threads.aim({ room: heads['room']! })).toBe(true)
    expect(shut).toEqual(['whisper:p1', 'private:p1'])
  })
})

describe('the channels of a device', () => {
  const secret = { 1: 'A'.repeat(43) }
  const all = Object.fromEntries(channelsOf(true).map(channel => [channel, secret]))
  it.each([
    ['p1', true, all, ['room', 'whisper:p1', 'private:p1']],
    ['p2', true, all, ['room', 'whisper:p2', 'private:p2']],
    ['therapist', true, all, ['room', 'whisper:p1', 'whisper:p2', 'notes']],
    ['therapist', true, { room: secret, notes: secret }, ['room', 'notes']],
    ['p1', false, all, ['room', 'private:p1']],
    ['p1', false, { room: secret }, ['room']],
  ] as const)('%s, with a therapist: %s, of those it has a secret of', (seat, therapist, secrets, its) => {
    const asked = { mode: 'couple', setting: 'apart', keepDays: 0, therapist } as const
    expect(channelsFor({ seat, secrets, asked })).toEqual(its)
  })
})
