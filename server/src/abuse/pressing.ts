import { type Act, mayCarryWords } from '@haven/shared/acts.ts'
import { hasConsented, placeOf, stepOf } from '@haven/shared/replay.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { probe } from '@haven/shared/testing/reference/follow.ts'
import type { Room } from '@haven/shared/testing/room.ts'
import { tryOne } from '@haven/shared/testing/walk.ts'
import type { Propose } from '@haven/shared/wire.ts'
import { toText } from '../bytes.ts'
import { boxFor, newId, newTestDevice, type TestDevice } from '../testing/device.ts'
import { furnish } from '../testing/furnish.ts'
import type { House } from '../testing/house.ts'

export type Press = { by: Seat; act: Act }

/** What a refused act may be told, and nothing else. */
export const FINAL: readonly string[] = ['not-your-turn', 'needs-consent', 'not-yours', 'closed']

export const newDevices = async (): Promise<Record<Seat, TestDevice>> => {
  const [p1, p2, therapist] = [await newTestDevice(), await newTestDevice(), await newTestDevice()]
  return { p1, p2, therapist }
}

/** Those of the presses that the table of the design does not allow here, or that carry words before all agreed (P19). */
export const forbiddenIn = (room: Room, presses: readonly Press[]): Press[] => {
  const rows = probe(
    room,
    presses.map(({ by, act }) => tryOne(room, by, act)),
  )
  return presses.filter(({ act }, at) => rows[at]!.row < 0 || isTooEarly(room, act))
}

const isTooEarly = ({ snapshot }: Room, { type }: Act): boolean =>
  mayCarryWords(type) && !hasConsented(snapshot) && !(type === 'agreed' && stepOf(snapshot) === 'arrive.consent')

/** Presses all of it in a stored copy of the room: what each was told, and how many entries came of it. */
export const pressAll = async (
  { store, haven }: House,
  devices: Record<Seat, TestDevice>,
  { room, presses }: { room: Room; presses: readonly Press[] },
): Promise<{ fates: string[]; stored: number }> => {
  const session = await furnish(store, room, devices)
  const fates: string[] = []
  const reply = {
    already: () => fates.push('already'),
    refuse: (_mid: string, code: string) => fates.push(code),
    malformed: () => fates.push('malformed'),
  }
  await haven.rooms.with(session, async place => {
    await place.load()
    const [stand] = await store.log.stands(session)
    const base = { seq: stand!.head, hash: toText(stand!.hash) }
    const step = placeOf(room.snapshot)
    for (const { by, act } of presses) {
      const header = { type: 'propose', mid: newId(), channel: 'room', epoch: 1, step, base } as const
      const propose: Propose = { ...header, act, box: boxFor(act.type) }
      place.propose({ propose, member: { session, device: devices[by].id, seat: by }, reply, tries: 0 })
    }
    await haven.writer.flush()
  })
  const [after] = await store.log.stands(session)
  haven.rooms.drop(session)
  return { fates, stored: after!.head - room.entries.length - 2 }
}
