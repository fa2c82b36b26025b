import type { Act, HavenEntry, SeatEntry } from '@haven/shared/acts.ts'
import { keep } from '@haven/shared/replay.ts'
import { couple, openRoom } from '@haven/shared/testing/room.ts'
import { toBytes, toText } from '../bytes.ts'
import type { Device, Draft, Founding, Row } from '../log/records.ts'
import { linked } from '../whole.ts'
import { boxFor, newHash, newId } from './device.ts'

export const newSession = newId

/** A session as it is written, of random bytes. */
export const foundingOf = (changes: Partial<Founding> = {}): Founding => {
  const device: Device = {
    id: newId(),
    seat: 'p1',
    agreePub: Buffer.alloc(65, 4),
    signPub: Buffer.alloc(65, 4),
    since: 1,
  }
  const at = 1_700_000_000
  const publics = { agreePub: toText(device.agreePub), signPub: toText(device.signPub) }
  const entries: HavenEntry[] = [
    { seq: 1, at, by: 'haven', epoch: 1, act: couple },
    { seq: 2, at, by: 'haven', epoch: 1, act: { type: 'joined', seat: 'p1', device: device.id, ...publics } },
  ]
  return {
    session: newId(),
    bodyHash: toBytes(newHash()),
    mode: 'couple',
    script: 1,
    device,
    invites: [{ seat: 'p2', claimHash: toBytes(newHash()), capsule: Buffer.alloc(40, 3), expires: at + 60 }],
    rows: entries.map(entry => linked(Buffer.alloc(32), entry)),
    sides: [],
    state: JSON.stringify(keep(openRoom().snapshot)),
    forgetAt: at + 86_400,
    created: at,
    ...changes,
  }
}

export const inviteIn = ({ invites }: Founding): Uint8Array => invites[0]!.claimHash

export const rowAfter = ({ entry, hash }: Row, changes: { act?: Act } = {}): Row => {
  const act: Act = changes.act ?? { type: 'spoke', aloud: false }
  const said: SeatEntry = {
    seq: entry.seq + 1,
    at: entry.at + 1,
    by: 'p1',
    epoch: 1,
    device: newId(),
    mid: newId(),
    step: 'map.name',
    base: { seq: entry.seq, hash: toText(hash) },
    act,
    box: boxFor(act.type),
  }
  return linked(hash, said)
}

export const draftOf = (session: string, rows: readonly Row[]): Draft => ({
  session,
  channel: 'room',
  rows,
  course: { state: '{}', forgetAt: null },
  erase: [],
})
