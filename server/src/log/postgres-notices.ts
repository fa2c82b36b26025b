import type { Channel } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import type { ClientBase } from 'pg'
import type { Happened } from './elsewhere.ts'
import { statement } from './postgres-pool.ts'

export type Place = { session: string; channel: Channel }

/** In place of a seq, which is never below 1; of the room's channel. */
export const GONE = 0
export const ASKED = -1
const TRIED: Readonly<Record<Seat, number>> = { p1: -2, p2: -3, therapist: -4 }
const SEATS = Object.keys(TRIED) as Seat[]

/** A notice may have 8,000 bytes; a pair of numbers has at most 32. */
const PAIRS = 200

/** Told when this commit is, and not before: pairs of numbers, of which somebody else can make nothing. */
export const announce = async (db: ClientBase, pairs: readonly (readonly [number, number])[]): Promise<void> => {
  const payloads: string[] = []
  for (let at = 0; at < pairs.length; at += PAIRS)
    payloads.push(
      pairs
        .slice(at, at + PAIRS)
        .map(pair => pair.join(':'))
        .join(),
    )
  await NOTIFY.run(db, payloads)
}

const NOTIFY = statement('notify', `select pg_notify('haven', payload) from unnest($1::text[]) as payload`)

/** As part of a statement that ends with the ids of sessions `of`. */
export const announceRoom = (what: number | string, of: string): string =>
  `select pg_notify('haven', channels.id || ':' || ${what}) from ${of} join channels
    on channels.session = ${of}.session and channels.name = 'room'`

export const triedAgain = (seat: Seat): number => TRIED[seat]

/** What the notice says of channels that are known here. */
export const happenedIn = (payload: string, placeOf: (id: number) => Place | undefined): Happened[] =>
  payload.split(',').flatMap((pair): Happened[] => {
    const [id, said] = pair.split(':').map(Number) as [number, number]
    const place = placeOf(id)
    if (!place) return []
    const { session } = place
    if (said > 0) return [{ what: 'moved', ...place, head: said }]
    if (said === GONE) return [{ what: 'gone', session }]
    if (said === ASKED) return [{ what: 'asked', session }]
    const seat = SEATS.find(one => TRIED[one] === said)
    return seat ? [{ what: 'tried', session, seat }] : []
  })
