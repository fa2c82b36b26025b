import type { AnyEntry, Channel, SeatEntry, SideEntry } from '@haven/shared/acts.ts'
import { sha, toBytes, toText } from '../seal/keys.ts'
import { open } from '../seal/seal.ts'
import { readWords } from './forms.ts'
import type { Told } from './scene.ts'
import { isAct } from './verified.ts'

/** A channel's content key of an epoch: `missing` for one before this device was here, `unknown` for any other. */
export type KeyOf = (epoch: number) => CryptoKey | 'missing' | 'unknown'

/** What a box is bound to beside its entry. */
export type Where = { session: string; channel: Channel; keyOf: KeyOf }

/** How an entry stands before its box is opened. A box without words to open still has its proof to check. */
export const closed = <One extends AnyEntry>(entry: One): Told<One> => {
  if (!isAct(entry)) return { entry, state: 'open' }
  return { entry, state: entry.box === null ? 'unreadable' : 'sealed' }
}

/** Opens one box. `undefined`: it is not what this seat and device sealed here, so the story must stop (C5). */
export const openTold = async <One extends AnyEntry>(where: Where, told: Told<One>): Promise<Told<One> | undefined> => {
  const { entry } = told
  if (told.state !== 'sealed' || !isAct(entry) || entry.box === null) return told
  const key = where.keyOf(entry.epoch)
  if (key === 'missing') return { entry, state: 'unreadable' }
  if (key === 'unknown') return undefined
  try {
    const plain = await open(key, headerOf(where, entry), toBytes(entry.box))
    const words = readWords(entry.act.type, entry.step, plain)
    return { entry, state: 'open', ...(words === undefined ? {} : { words: words as NonNullable<Told<One>['words']> }) }
  } catch {
    return undefined
  }
}

/**
 * What stays readable where a story stops: up to the first box that is not what was sealed, and no further than the last
 * act, for what the server wrote after it nobody has vouched for.
 */
export const soundPart = async <One extends AnyEntry>(
  where: Where,
  told: readonly Told<One>[],
): Promise<Told<One>[]> => {
  const opened = [...(await Promise.all(told.map(one => openTold(where, one)))), undefined]
  const sound = opened.slice(0, opened.indexOf(undefined)) as Told<One>[]
  return sound.slice(0, sound.findLastIndex(({ entry }) => isAct(entry)) + 1)
}

/** The entry without its words, as the log has it after `erased`. */
export const erase = async <One extends AnyEntry>({ entry }: Told<One>): Promise<Told<One>> => {
  if (!isAct(entry) || entry.box === null) return { entry, state: 'erased' }
  return { entry: { ...entry, box: null, boxHash: toText(await sha(toBytes(entry.box))) }, state: 'erased' }
}

/** What a box is bound to, from its entry and where that stands. Throws on bad base64url. */
export const headerOf = (
  { session, channel }: Pick<Where, 'session' | 'channel'>,
  { epoch, by, device, mid, step, act, base }: SeatEntry | SideEntry,
) => ({
  session,
  channel,
  epoch,
  by,
  device,
  mid,
  step,
  act,
  base: { seq: base.seq, hash: toBytes(base.hash) },
})
