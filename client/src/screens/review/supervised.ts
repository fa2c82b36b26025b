import { mayTakeWhole } from '../../export/consent.ts'
import type { Said } from '../../export/file.ts'
import { type Chapter, chaptersOf, type Paper } from '../../export/paper.ts'
import { type Own, supervisionPaper, type Swap, swapOf } from '../../export/supervision.ts'
import { fidelity, reached, supervision as text } from '../../text/third.en.ts'
import { note as noteText } from '../../text/workspace.en.ts'
import { SEATS } from '@haven/shared/steps.ts'
import { unmarked } from '../../text/plain-name.ts'
import type { Look } from './look.ts'
import { checkIn, lastNoted, LINES } from './noted.ts'
import { notesOf } from './notes.ts'
import { movesIn, moveName } from './reached.tsx'
import type { Reader } from './reader.ts'

/** What the two said goes along while both allow copies, and all of it may be read. */
export const isTalkOpen = ({ scope, entries }: Look): boolean => scope === 'whole' && mayTakeWhole(entries)

/** The names that are known, each with what stands for it. */
export const knownSwaps = ({ name }: Reader): Swap[] =>
  SEATS.map(seat => ({ from: unmarked(name(seat)), to: text.seats[seat] })).filter(({ from }) => from !== '')

/** `made`: seconds since 1970. */
export const paperFor = (reader: Reader, look: Look, swaps: readonly Swap[], made: number): Paper =>
  supervisionPaper(
    { own: ownOf(reader, look), talk: talkOf(reader, look, swaps), isPractice: reader.scene.mode === 'practice', made },
    swaps,
  )

const ownOf = (reader: Reader, look: Look): Own[] => {
  const noted = lastNoted(reader.scene)
  const answers = checkIn(reader.scene)
  const marks = notesOf(reader.scene).filter(({ layer, by }) => layer !== 'shared' && by === 'therapist')
  return [
    {
      title: text.note,
      lines: LINES.flatMap(field => (noted[field] ? [lineOf(noteText[field], String(noted[field]))] : [])),
    },
    { title: text.marks, lines: marks.map(({ kind, text: words }) => lineOf(reader.mark?.(kind ?? '') ?? '', words)) },
    {
      title: text.moves,
      lines: movesIn(look).map(({ row, reached: state }) => lineOf(moveName(row), reached.states[state])),
    },
    {
      title: text.part,
      lines: fidelity.items.flatMap((item, index) => {
        const answer = answers.get(index + 1)
        return answer ? [lineOf(item, fidelity.answers[answer])] : []
      }),
    },
  ]
}

const lineOf = (heading: string, words: string) => ({ heading, words: words ? [words] : [] })

/** A name that nothing was put in for is called by its seat, and so is one that two of them have. */
const talkOf = ({ scene, name }: Reader, look: Look, swaps: readonly Swap[]): readonly Chapter[] => {
  if (!isTalkOpen(look)) return []
  const swap = swapOf(swaps)
  const isShared = (own: string) => SEATS.filter(seat => swap(name(seat)) === swap(own)).length > 1
  const calledOf = (own: string, seat: string) => (swap(own) === own || isShared(own) ? seat : own)
  const words = scene.told.flatMap(({ entry, words: said, state }) =>
    state === 'open' && said !== undefined ? [[String(entry.seq), said as Said] as const] : [],
  )
  return chaptersOf({
    scope: 'whole',
    by: 'therapist',
    mode: scene.mode,
    names: Object.fromEntries(SEATS.map(seat => [seat, calledOf(name(seat), text.seats[seat])])),
    entries: [...look.entries],
    words: Object.fromEntries(words),
  })
}
