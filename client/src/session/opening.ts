import { type Entry, isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import { toBytes } from '../seal/keys.ts'
import { open } from '../seal/seal.ts'
import { readWords } from './forms.ts'
import type { Told } from './scene.ts'

/** The room's content key of an epoch: `missing` for one before this device was here, `unknown` for any other. */
export type KeyOf = (epoch: number) => CryptoKey | 'missing' | 'unknown'

/** How an entry stands before its box is opened. A box without words to open still has its proof to check. */
export const closed = (entry: Entry): Told => {
  if (!isBySeat(entry)) return { entry, state: 'open' }
  return { entry, state: entry.box === null ? 'unreadable' : 'sealed' }
}

/** Opens one box. `undefined`: it is not what this seat and device sealed here, so the story must stop (C5). */
export const openTold = async (session: string, told: Told, keyOf: KeyOf): Promise<Told | undefined> => {
  const { entry } = told
  if (told.state !== 'sealed' || !isBySeat(entry) || entry.box === null) return told
  const key = keyOf(entry.epoch)
  if (key === 'missing') return { entry, state: 'unreadable' }
  if (key === 'unknown') return undefined
  try {
    const plain = await open(key, headerOf(session, entry), toBytes(entry.box))
    const words = readWords(entry.act.type, entry.step, plain)
    return { entry, state: 'open', ...(words === undefined ? {} : { words }) }
  } catch {
    return undefined
  }
}

/** The entry without its words, as the log has it after `erased`. */
export const erase = ({ entry }: Told): Told => ({
  entry: isBySeat(entry) ? { ...entry, box: null } : entry,
  state: 'erased',
})

const headerOf = (session: string, { epoch, by, device, mid, step, act, base }: SeatEntry) => ({
  session,
  channel: 'room',
  epoch,
  by,
  device,
  mid,
  step,
  act,
  base: { seq: base.seq, hash: toBytes(base.hash) },
})
