import { type Entry, isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { toBytes } from '../seal/keys.ts'
import { open, openingKey } from '../seal/seal.ts'
import { readWords } from '../session/forms.ts'
import { headerOf } from '../session/opening.ts'
import { canonical } from './canonical.ts'
import type { Said } from './file.ts'

/** Opens boxes of one room with disclosed keys. Rejects where a key is missing or a box is not what was sealed there. */
export type Opener = (entry: SeatEntry) => Promise<string | undefined>

export const openerOf = async (session: string, keys: Record<string, string>): Promise<Opener> => {
  const ready = Object.entries(keys).map(async ([epoch, bits]) => [epoch, await openingKey(toBytes(bits))] as const)
  const known = new Map(await Promise.all(ready))
  return async entry => {
    const key = known.get(String(entry.epoch))
    if (!key || entry.box === null) throw new Error('nothing to open')
    return open(key, headerOf({ session, channel: 'room' }, entry), toBytes(entry.box))
  }
}

/** What a box says as its form, or as the text it is where the form would not say all of it; an empty box says nothing. */
export const saidIn = ({ act, step }: SeatEntry, plain: string | undefined): Said | undefined => {
  if (!plain) return undefined
  const said = readWords(act.type, step, plain)
  return said !== undefined && isSaid(said, plain) ? said : plain
}

/** Whether a box with that text says exactly these words. */
export const isSaid = (said: Said, plain: string): boolean => {
  if (typeof said === 'string') return said === plain
  try {
    return canonical(said) === canonical(JSON.parse(plain))
  } catch {
    return false
  }
}

/** Seqs whose words their authors have withdrawn. */
export const erasedIn = (entries: readonly Entry[]): Set<number> =>
  new Set(entries.flatMap(({ act }) => (act.type === 'erased' ? act.seqs : [])))

/** What each seat last asked to be called, in its consent. */
export const namesIn = (entries: readonly Entry[], words: Record<string, Said>): Partial<Record<Seat, string>> => {
  const names: Partial<Record<Seat, string>> = {}
  for (const entry of entries) {
    if (!isBySeat(entry) || entry.act.type !== 'agreed' || entry.step !== 'arrive.consent') continue
    const said = words[entry.seq]
    const name = typeof said === 'object' ? said['name'] : undefined
    if (typeof name === 'string' && name.trim() !== '') names[entry.by] = name.trim()
  }
  return names
}
