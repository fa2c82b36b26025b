import { type Entry, isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import { isPartner, type Partner } from '@haven/shared/steps.ts'

/** Partners who have allowed a kind that needs both. Once one of them takes it back, both are asked anew. */
export const allowing = (entries: readonly Entry[], kind: 'export' | 'review'): Partner[] => {
  let allowed: Partner[] = []
  for (const entry of entries) {
    if (!isBySeat(entry) || !isPartner(entry.by)) continue
    if (entry.act.type === 'withdrew' && entry.act.kind === kind) allowed = []
    if (isAllowing(entry, kind) && !allowed.includes(entry.by)) allowed = [...allowed, entry.by]
  }
  return allowed
}

/** Own words may always be taken along, the whole transcript while both allow it. */
export const mayTakeWhole = (entries: readonly Entry[]): boolean => allowing(entries, 'export').length === 2

const isAllowing = ({ act }: SeatEntry, kind: string): boolean => {
  if (act.type === 'allowed') return act.kind === kind
  return act.type === 'agreed' && (act.kinds ?? '').split(' ').includes(kind)
}
