/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like session/ itself */
import type { Act, Entry, HavenEntry, SeatEntry } from '@haven/shared/acts.ts'
import { mayCarryWords } from '@haven/shared/acts.ts'
import { apply, placeOf, type Snapshot, start } from '@haven/shared/replay.ts'
import type { Partner } from '@haven/shared/steps.ts'
import { type Device, newDevice } from '../../seal/device.ts'
import { type Bytes, newId, random, toText } from '../../seal/keys.ts'
import { channelKey, seal } from '../../seal/seal.ts'
import { writeWords } from '../forms.ts'
import { genesis, link } from '../link.ts'
import type { Words } from '../scene.ts'

type Line = readonly [Partner, Act, Words?]

const opened = { type: 'opened', script: 1, mode: 'couple', setting: 'apart', therapist: false, keepDays: 30 } as const
const spoke: Act = { type: 'spoke', aloud: false }
const agreed: Act = { type: 'agreed', wording: '-', kinds: 'use keep' }
const both = (act: Act): Line[] => [
  ['p1', act],
  ['p2', act],
]

const LINES: readonly Line[] = [
  ...both({ type: 'readied' }),
  ...both({ type: 'readied' }),
  ['p1', agreed, { name: 'Ada' }],
  ['p2', agreed, { name: 'Ben' }],
  ['p1', { type: 'chose', choice: 'me' }],
  ['p2', { type: 'chose', choice: 'partner' }],
  ...both({ type: 'readied' }),
  ['p1', spoke, { title: 'the corridor' }],
  ['p1', { type: 'finished' }],
  ['p1', spoke, { pattern: 'ask' }],
  ['p2', spoke, { pattern: 'leave' }],
  ...both({ type: 'agreed' }),
  ...both({ type: 'chose', choice: 'heard' }),
  ['p1', spoke, { text: 'I sat there alone.' }],
  ['p2', { type: 'stayed' }],
  ['p1', { type: 'finished' }],
  ['p2', spoke, { text: 'You sat there alone.' }],
  ['p1', { type: 'answered', choice: 'partly' }, { missing: 'how long it was' }],
]

export type SealedLog = {
  session: string
  devices: Record<Partner, Device>
  key: CryptoKey
  genesis: Bytes
  entries: Entry[]
  /** hashes[n] is the hash after entry n. */
  hashes: Bytes[]
  /** Seals one more act where the log ends, or as a liar who holds the key would; it is not added. */
  next(by: Partner, act: Act, words?: Words, lie?: { base?: Bytes; device?: string }): Promise<SeatEntry>
  add(entry: Entry): Promise<void>
}

/** The log of two real devices, sealed and linked as the protocol says; `pieces` more are told in hear.voice. */
export const sealedLog = async (pieces = 0): Promise<SealedLog> => {
  const session = newId()
  const devices = { p1: await newDevice(), p2: await newDevice() }
  const key = await channelKey(random(32), random(32), { session, channel: 'room', epoch: 1 })
  const root = await genesis(session, 'room')
  const log: SealedLog = { session, devices, key, genesis: root, entries: [], hashes: [root], next, add }
  let snapshot: Snapshot = start(opened)

  async function next(...[by, act, words, lie]: Parameters<SealedLog['next']>): Promise<SeatEntry> {
    const seq = log.entries.length
    const [base, mid, step] = [lie?.base ?? log.hashes[seq]!, newId(), placeOf(snapshot)]
    const place = { epoch: 1, by, device: lie?.device ?? devices[by].id, mid, step, act }
    const header = { ...place, session, channel: 'room', base: { seq, hash: base } }
    const box = await seal(key, header, mayCarryWords(act.type) ? writeWords(words) : undefined)
    return { ...place, seq: seq + 1, at: 1_700_000_000 + seq, base: { seq, hash: toText(base) }, box: toText(box) }
  }
  async function add(entry: Entry): Promise<void> {
    if (entry.by !== 'haven')
      snapshot = apply(snapshot, { ...entry.act, by: entry.by, at: entry.at, own: true } as never)!
    log.hashes.push(await link(log.hashes.at(-1)!, entry))
    log.entries.push(entry)
  }

  for (const entry of [haven(1, opened), joined(2, 'p1', devices.p1), joined(3, 'p2', devices.p2)]) await add(entry)
  for (const line of LINES.slice(0, 19)) await add(await next(...line))
  for (let piece = 0; piece < pieces; piece += 1) await add(await next('p1', spoke, { text: `piece ${piece}` }))
  for (const line of LINES.slice(19)) await add(await next(...line))
  return log
}

const haven = (seq: number, act: HavenEntry['act']): HavenEntry => ({
  seq,
  at: 1_700_000_000,
  epoch: 1,
  by: 'haven',
  act,
})

const joined = (seq: number, seat: Partner, { id, agreePub, signPub }: Device): HavenEntry =>
  haven(seq, { type: 'joined', seat, device: id, agreePub: toText(agreePub), signPub: toText(signPub) })
