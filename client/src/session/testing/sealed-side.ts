/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like session/ itself */
import { mayCarryWords, type SideAct, type SideEntry } from '@haven/shared/acts.ts'
import type { SideChannel } from '@haven/shared/channels.ts'
import type { Members } from '@haven/shared/members.ts'
import { type Seat, SEATS } from '@haven/shared/steps.ts'
import { type Device, newDevice } from '../../seal/device.ts'
import { type Bytes, newId, random, toText } from '../../seal/keys.ts'
import { channelKey, seal } from '../../seal/seal.ts'
import { writeWords } from '../forms.ts'
import { genesis, link } from '../link.ts'
import type { KeyOf } from '../opening.ts'
import type { SideWords, Trouble } from '../scene.ts'
import { Story } from '../story.ts'
import { sideBook } from '../verify-side.ts'
import { keyOfFirst } from './story.ts'

export type People = { session: string; devices: Record<Seat, Device> }
export type Said = { by: Seat; act: SideAct; words?: SideWords }
/** What a liar who holds the key would seal instead. */
export type Lie = { base?: { seq: number; hash: Bytes }; device?: string; step?: string; channel?: SideChannel }

export type SideLog = {
  channel: SideChannel
  key: CryptoKey
  genesis: Bytes
  entries: SideEntry[]
  /** hashes[n] is the hash after entry n. */
  hashes: Bytes[]
  /** Seals one more act where the log ends; it is not added. */
  next(said: Said, lie?: Lie): Promise<SideEntry>
  add(entry: SideEntry): Promise<void>
}

export const newPeople = async (): Promise<People> => ({
  session: newId(),
  devices: { p1: await newDevice(), p2: await newDevice(), therapist: await newDevice() },
})

/** A channel beside the room, sealed and linked as the protocol says. */
export const sideLog = async (
  { session, devices }: People,
  channel: SideChannel,
  said: readonly Said[],
): Promise<SideLog> => {
  const key = await channelKey(random(32), random(32), { session, channel, epoch: 1 })
  const root = await genesis(session, channel)
  const next = async ({ by, act, words }: Said, lie: Lie = {}): Promise<SideEntry> => {
    const seq = log.entries.length
    const base = lie.base ?? { seq, hash: log.hashes[seq]! }
    const device = lie.device ?? devices[by].id
    const place = { epoch: 1, by, device, mid: newId(), step: (lie.step ?? '') as '', act }
    const header = { ...place, session, channel: lie.channel ?? channel, base }
    const box = await seal(key, header, mayCarryWords(act.type) ? writeWords(words) : undefined)
    const stamp = { seq: seq + 1, at: 1_700_000_000 + seq, base: { seq: base.seq, hash: toText(base.hash) } }
    return { ...place, ...stamp, box: toText(box) }
  }
  const add = async (entry: SideEntry): Promise<void> => {
    log.hashes.push(await link(log.hashes.at(-1)!, entry))
    log.entries.push(entry)
  }
  const log: SideLog = { channel, key, genesis: root, entries: [], hashes: [root], next, add }
  for (const one of said) await add(await next(one))
  return log
}

export type SideReader = { story: Story<SideEntry>; troubles: Trouble[]; changes: (SideEntry | undefined)[] }

const membersOf = (devices: People['devices']): Members =>
  SEATS.map((seat, at) => ({ device: devices[seat].id, seat, agreePub: '', joined: at + 2, since: 1, trusted: at + 2 }))

/** One device's story of a channel beside the room, in whose room each of the people has joined. */
export const sideReaderOf = (
  { session, devices }: People,
  log: SideLog,
  keyOf: KeyOf = keyOfFirst(log.key),
): SideReader => {
  const [troubles, changes]: [Trouble[], (SideEntry | undefined)[]] = [[], []]
  const story = new Story<SideEntry>({
    book: sideBook(log.channel, log.genesis, { view: { members: () => membersOf(devices), verified: { hashes: [] } } }),
    where: { session, channel: log.channel, keyOf },
    resume: () => {},
    changed: entry => void changes.push(entry),
    stopped: trouble => void troubles.push(trouble),
    breathe: () => Promise.resolve(),
  })
  return { story, troubles, changes }
}
