import { isBySeat, type Entry, type Opened } from '@haven/shared/acts.ts'
import { channelsOf, isSide } from '@haven/shared/channels.ts'
import { genesisInput } from '@haven/shared/chain.ts'
import type { Seat } from '@haven/shared/steps.ts'
import type { Room } from '@haven/shared/testing/room.ts'
import { sha256, toBytes, toText, utf8 } from '../bytes.ts'
import type { Device, Row } from '../log/records.ts'
import type { Store } from '../log/store.ts'
import { stateOf } from '../standing.ts'
import { genesisOf, linked } from '../whole.ts'
import { boxFor, newHash, newId, type TestDevice } from './device.ts'
import { foundingOf } from './records.ts'

/** Puts a room of the machine's tests into the store, with a device in every seat and a chain that holds. */
export const furnish = async (store: Store, room: Room, devices: Record<Seat, TestDevice>): Promise<string> => {
  const session = newId()
  const rows = chained(session, room.entries, devices)
  const device = deviceOf('p1', devices.p1)
  const links = (['p2', 'therapist'] as const).map(seat => ({ seat, claimHash: toBytes(newHash()) }))
  const stateAt = (row: Row) => stateOf(room.snapshot, { seq: row.entry.seq, hash: row.hash })
  const invites = links.map(link => ({ ...link, capsule: null, expires: 9e9 }))
  const sides = channelsOf((room.entries[0]!.act as Opened).therapist)
    .filter(isSide)
    .map(channel => ({ channel, hash: genesisOf(session, channel) }))
  await store.access.create(
    foundingOf({ session, device, rows, sides, state: stateAt(rows.at(-1)!), invites, forgetAt: null }),
  )
  let last = rows.at(-1)!
  for (const { seat, claimHash } of links) {
    const { id, keys } = devices[seat]
    const { seq, at } = last.entry
    last = linked(last.hash, {
      seq: seq + 1,
      at,
      by: 'haven',
      epoch: 1,
      act: { type: 'joined', seat, device: id, ...keys },
    })
    const claim = { seat, claimHash, device: deviceOf(seat, devices[seat]), at }
    await store.log.append([
      { session, channel: 'room', rows: [last], course: { state: stateAt(last), forgetAt: null }, erase: [], claim },
    ])
  }
  return session
}

const chained = (session: string, entries: readonly Entry[], devices: Record<Seat, TestDevice>): Row[] => {
  let hash: Uint8Array = sha256(genesisInput(utf8, session, 'room'))
  return entries.map(entry => {
    const base = { seq: entry.seq - 1, hash: toText(hash) }
    const row = linked(hash, isBySeat(entry) ? written(entry, devices[entry.by].id, base) : entry)
    hash = row.hash
    return row
  })
}

type BySeat = Extract<Entry, { mid: string }>

const written = (entry: BySeat, device: string, base: BySeat['base']): BySeat => {
  const { seq, at, by, epoch, step, act } = entry
  return { seq, at, by, epoch, step, act, device, base, mid: newId(), box: boxFor(act.type) }
}

const deviceOf = (seat: Seat, { id, keys }: TestDevice): Device => ({
  id,
  seat,
  agreePub: toBytes(keys.agreePub),
  signPub: toBytes(keys.signPub),
  since: 1,
})
