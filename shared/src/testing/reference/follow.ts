import { isBySeat, type Opened } from '../../acts.ts'
import { eventOf, keep, type Snapshot } from '../../replay.ts'
import type { Room } from '../room.ts'
import type { Try } from '../walk.ts'
import { rowFor } from './judge.ts'
import { take } from './move.ts'
import { type Deed, keptOf, type Ref, refStart, ROWS } from './state.ts'

/** One try as the machine and as the table see it; they agree where both texts are the same. */
type Compared = { row: number; machine: string; table: string }

/** Follows a talk with the table beside the machine. */
export const follow = (start: Room, tries: readonly Try[]): Compared[] => {
  let ref = refAt(start)
  return tries.map(one => {
    const { row, next } = judged(ref, one.event)
    ref = next
    return compared(one, row, ref)
  })
}

/** Each try by itself in the same room. */
export const probe = (room: Room, tries: readonly Try[]): Compared[] => {
  const ref = refAt(room)
  return tries.map(one => {
    const { row, next } = judged(ref, one.event)
    return compared(one, row, next)
  })
}

const compared = ({ entry, before, after }: Try, row: number, ref: Ref): Compared => {
  if (!after && row < 0) return { row, machine: 'refused', table: 'refused' }
  const what = `${entry.by} ${JSON.stringify(entry.act)} in ${entry.step}`
  return {
    row,
    machine: `${what}: ${after ? 'taken' : 'refused'} ${machineText((after ?? before).snapshot)}`,
    table: `${what}: ${row >= 0 ? 'taken' : 'refused'} ${inOrder(keptOf(ref))}`,
  }
}

const judged = (ref: Ref, deed: Deed) => {
  const row = rowFor(ref, deed)
  return { row, next: row < 0 ? ref : take(ref, ROWS[row]!, deed) }
}

/** Where the table leads with the log of a room. */
const refAt = ({ entries }: Room): Ref =>
  entries.filter(isBySeat).reduce(
    (ref, entry) =>
      judged(
        ref,
        eventOf(entry, () => entry.by),
      ).next,
    refStart(entries[0]!.act as Opened),
  )

const machineText = (snapshot: Snapshot) => {
  const { value, context } = keep(snapshot)
  return inOrder({ value, context: { ...context, unmet: [...context.unmet].sort() } })
}

/** JSON with keys in alphabetical order. */
const inOrder = (value: unknown) =>
  JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  )
