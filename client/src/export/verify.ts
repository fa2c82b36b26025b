import { type Entry, isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import { SEATS } from '@haven/shared/steps.ts'
import { toBytes, toText } from '../seal/keys.ts'
import { genesis } from '../session/link.ts'
import type { Asked } from '../session/ring.ts'
import { roomBook } from '../session/verify.ts'
import { erasedIn, isSaid, namesIn, openerOf } from './boxes.ts'
import { mayTakeWhole } from './consent.ts'
import { ExportFile, sealOf } from './file.ts'

/** `entries`: how many hold, from the first on. `head`: the hash after the last one, base64url; null where not all holds. */
export type Verdict = { ok: boolean; entries: number; head: string | null; why?: string }

export const refused = (why: string, entries = 0): Verdict => ({ ok: false, entries, head: null, why })

/**
 * Judges a file by itself alone: its shape and seal, the chain from its beginning to its head, the devices, the course of
 * the talk, and where keys are in it every box and its words. It asks nobody and never throws. What it cannot know is
 * whether this is the talk that was had: the head tells, beside that of another copy.
 */
export const verify = async (value: unknown): Promise<Verdict> => {
  try {
    if (!ExportFile.safeParse(value).success) return refused('shape')
    return await judge(value as ExportFile)
  } catch {
    return refused('unreadable')
  }
}

const judge = async (file: ExportFile): Promise<Verdict> => {
  if (!textsIn(file).every(isPlain)) return refused('letters')
  if ((await sealOf(file)) !== file.seal) return refused('seal')
  const { hashes, why } = await replayed(file)
  const held = hashes.length - 1
  const fault =
    why ?? headFaultOf(file, hashes) ?? scopeFaultOf(file) ?? notesFaultOf(file) ?? (await wordsFaultOf(file))
  return fault === undefined ? { ok: true, entries: held, head: file.head.hash } : refused(fault, held)
}

/** Every base64url text whose bytes count: each has one spelling. */
const textsIn = ({ entries, keys, head, seal }: ExportFile): string[] => [
  head.hash,
  seal,
  ...Object.values(keys ?? {}),
  ...entries.filter(isBySeat).flatMap(({ base, box, boxHash }) => [base.hash, box ?? '', boxHash ?? '']),
]

const isPlain = (text: string): boolean => toText(toBytes(text)) === text

/** C4 as a device in the room judges it, but for whom it would have let in. */
const replayed = async ({ session, entries }: ExportFile): Promise<{ hashes: Uint8Array[]; why?: string }> => {
  const asked = askedIn(entries)
  if (!asked) return { hashes: [new Uint8Array()], why: 'opened' }
  const { judge: judgeNext, verified } = roomBook(await genesis(session, 'room'), { asked, accepts: async () => true })
  for (const entry of entries) {
    const verdict = await judgeNext(entry)
    if ('trouble' in verdict) {
      const { trouble } = verdict
      return { hashes: verified.hashes, why: trouble.kind === 'story' ? trouble.why : trouble.kind }
    }
    verdict.learn()
  }
  return { hashes: verified.hashes }
}

const askedIn = ([first]: readonly Entry[]): Asked | undefined =>
  first?.by === 'haven' && first.act.type === 'opened' ? first.act : undefined

const headFaultOf = ({ head, mode, entries, by }: ExportFile, hashes: readonly Uint8Array[]): string | undefined => {
  if (head.seq !== entries.length || toText(hashes.at(-1)!) !== head.hash) return 'head'
  if (askedIn(entries)?.mode !== mode) return 'mode'
  return entries.some(({ act }) => act.type === 'joined' && act.seat === by) ? undefined : 'seat'
}

/** Which boxes, keys, words and names may be there at all. */
const scopeFaultOf = (file: ExportFile): string | undefined => {
  const { entries, scope, keys, by, names } = file
  const acts = entries.filter(isBySeat)
  const erased = erasedIn(entries)
  const isWithheld = (entry: SeatEntry) => scope === 'own' && entry.by !== by
  const isBoxed = (entry: SeatEntry) => !isWithheld(entry) && !erased.has(entry.seq)
  if (!acts.every(entry => (entry.box !== null) === isBoxed(entry) && (entry.boxHash === undefined) === isBoxed(entry)))
    return 'box'
  const boxed = new Set(acts.filter(isBoxed).map(({ seq }) => String(seq)))
  if (!Object.keys(file.words).every(seq => boxed.has(seq))) return 'words'
  if ((keys !== undefined) !== (scope === 'whole')) return 'keys'
  if (scope === 'whole') return mayTakeWhole(entries) ? undefined : 'consent'
  return Object.keys(names).every(seat => seat === by) ? undefined : 'names'
}

/** A note is to an entry that is there. */
const notesFaultOf = ({ notes = [], entries }: ExportFile): string | undefined =>
  notes.every(({ seq, from, to }) => seq <= entries.length && isStretch(from, to)) ? undefined : 'notes'

const isStretch = (from: number | undefined, to: number | undefined): boolean =>
  from === undefined || to === undefined ? from === to : from <= to

/** Every box opens with the keys of the file, and says what the file says it does; so do the names. */
const wordsFaultOf = async ({ session, entries, words, keys, names }: ExportFile): Promise<string | undefined> => {
  const said = namesIn(entries, words)
  if (!SEATS.every(seat => said[seat] === undefined || said[seat] === names[seat])) return 'names'
  if (!keys) return undefined
  const boxed = entries.filter(isBySeat).filter(({ box }) => box !== null)
  const epochs = new Set(boxed.map(({ epoch }) => String(epoch)))
  if (epochs.size !== Object.keys(keys).length || !Object.keys(keys).every(epoch => epochs.has(epoch))) return 'keys'
  const opens = await openerOf(session, keys)
  for (const entry of boxed) {
    const plain = await opens(entry).catch(() => false as const)
    if (plain === false) return 'seal of a box'
    const claimed = words[entry.seq]
    if (plain ? claimed === undefined || !isSaid(claimed, plain) : claimed !== undefined) return 'words'
  }
  return undefined
}
