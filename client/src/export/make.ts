import { type Entry, isBySeat, type Opened, type SeatEntry } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { sha, toBytes, toText } from '../seal/keys.ts'
import { genesis, link } from '../session/link.ts'
import type { Disclosed } from '../session/scene.ts'
import { file as text } from '../text/export.en.ts'
import { namesIn, openerOf, saidIn } from './boxes.ts'
import { mayTakeWhole } from './consent.ts'
import type { CopiedNote, ExportFile, Said, Unsealed } from './file.ts'
import { sealOf } from './file.ts'

/** `made`: seconds since 1970. `notes`: the asker’s own. */
export type Wish = { scope: ExportFile['scope']; made: number; notes?: readonly CopiedNote[] }

/**
 * A copy of the room for the one who asks. RangeError: the whole of it without the consent of both, or a log that does
 * not open the room. Rejects where a box is not what was sealed.
 */
export const exportOf = async (disclosed: Disclosed, { scope, made, notes = [] }: Wish): Promise<ExportFile> => {
  const { session, seat, keys } = disclosed
  if (scope === 'whole' && !mayTakeWhole(disclosed.entries)) throw new RangeError('not both allow it')
  const { mode } = openedIn(disclosed.entries)
  const [words, entries] = await Promise.all([
    wordsIn(disclosed, scope),
    Promise.all(disclosed.entries.map(entry => (scope === 'own' ? withheld(entry, seat) : entry))),
  ])
  const names = { ...disclosed.names, ...namesIn(entries, words) }
  const file: Unsealed = {
    haven: 'export/1',
    about: [...aboutOf(mode, scope), ...(notes.length > 0 ? [text.notes] : [])],
    made,
    session,
    channel: 'room',
    mode,
    scope,
    by: seat,
    names: scope === 'whole' ? names : ownIn(names, seat),
    entries,
    words,
    ...(scope === 'whole' ? { keys: usedOf(keys, entries) } : {}),
    head: { seq: entries.length, hash: await headHash(session, entries) },
    ...(notes.length > 0 ? { notes: [...notes] } : {}),
  }
  return { ...file, seal: await sealOf(file) }
}

type Names = Unsealed['names']

const ownIn = (names: Names, own: Seat): Names => (names[own] === undefined ? {} : { [own]: names[own] })

const aboutOf = (mode: Opened['mode'], scope: ExportFile['scope']): string[] => [
  ...(mode === 'practice' ? [text.practice] : []),
  text.warning[scope],
  text.vouched[scope],
]

export const openedIn = ([first]: readonly Entry[]): Opened => {
  if (first?.by !== 'haven' || first.act.type !== 'opened') throw new RangeError('entry 1 does not open the room')
  return first.act
}

/** An entry of somebody else without its box, whose hash stands in. */
const withheld = async (entry: Entry, own: Seat): Promise<Entry> => {
  if (!isBySeat(entry) || entry.by === own || entry.box === null) return entry
  return { ...entry, box: null, boxHash: toText(await sha(toBytes(entry.box))) }
}

const wordsIn = async (
  { session, seat, entries, keys }: Disclosed,
  scope: ExportFile['scope'],
): Promise<Record<string, Said>> => {
  const opens = await openerOf(session, keys)
  const isTaken = ({ by, box }: SeatEntry) => box !== null && (scope === 'whole' || by === seat)
  const said = entries.filter(isBySeat).flatMap(entry =>
    isTaken(entry)
      ? [
          opens(entry).then(plain => {
            const words = saidIn(entry, plain)
            return words === undefined ? [] : [[String(entry.seq), words] as const]
          }),
        ]
      : [],
  )
  return Object.fromEntries((await Promise.all(said)).flat())
}

const usedOf = (keys: Disclosed['keys'], entries: readonly Entry[]): Record<string, string> => {
  const used = new Set(entries.flatMap(entry => (isBySeat(entry) && entry.box !== null ? [String(entry.epoch)] : [])))
  return Object.fromEntries(Object.entries(keys).filter(([epoch]) => used.has(epoch)))
}

/** The hash after the last of these entries of the room, base64url. */
export const headHash = async (session: string, entries: readonly Entry[]): Promise<string> => {
  let hash = await genesis(session, 'room')
  for (const entry of entries) hash = await link(hash, entry)
  return toText(hash)
}
