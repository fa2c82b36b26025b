import { type Entry, isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import { CHAPTERS, type Chapter } from '@haven/shared/steps.ts'
import { Link } from 'wouter'
import { Dialog } from '../parts/dialog.tsx'
import { Letter } from '../parts/letter.tsx'
import type { Room } from '../parts/room.ts'
import { lookBack, parts } from '../text/talk.en.ts'
import { transcript as text } from '../text/told.en.ts'
import { factOf } from './facts.ts'
import { scopeOf, seenBy } from './review/look.ts'

/** What was said so far, as far as this seat may see it (C13) and this copy could open it. */
export const Transcript = ({ room, onClose }: { room: Room; onClose(): void }) => (
  <Dialog title={text.title} onClose={onClose}>
    <Back room={room} onClose={onClose} />
    <Told room={room} />
  </Dialog>
)

/** To its own page, and why less may stand here once the talk is done. */
const Back = ({ room, onClose }: { room: Room; onClose(): void }) => (
  <p>
    {isOwnOnly(room) && <span>{lookBack.own} </span>}
    <Link className="linklike" href="/review" onClick={onClose}>
      {lookBack.open}
    </Link>
  </p>
)

/** The story itself. It stays silent while the status speaks. */
export const Told = ({ room }: { room: Room }) => {
  const sections = sectionsOf(room)
  if (sections.length === 0) return <p>{isOwnOnly(room) ? text.emptyOwn : text.empty}</p>
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long log is scrolled by keys too
    <div className="told" role="log" aria-live="off" aria-label={text.log} tabIndex={0}>
      {sections.map(({ chapter, lines }) => (
        <section key={lines[0]?.seq} aria-label={parts.chapters[chapter]}>
          <h2 className="chapter">{parts.chapters[chapter]}</h2>
          {lines.map(entry => (
            <Line key={entry.seq} room={room} entry={entry} />
          ))}
        </section>
      ))}
    </div>
  )
}

const Line = ({ room, entry }: { room: Room; entry: SeatEntry }) =>
  entry.act.type === 'spoke' ? (
    <Letter room={room} entry={entry} kind="past" />
  ) : (
    <p className="act">{factOf(room, entry)}</p>
  )

type Section = { chapter: Chapter; lines: SeatEntry[] }

/** Entries in their order; a chapter that is come back to opens again. */
const sectionsOf = (room: Room): Section[] => {
  const sections: Section[] = []
  let here: Chapter = 'arrive'
  for (const entry of seenIn(room)) {
    if (!isBySeat(entry)) continue
    here = CHAPTERS.find(one => entry.step.startsWith(`${one}.`)) ?? here
    if (entry.act.type !== 'spoke' && factOf(room, entry) === undefined) continue
    const last = sections.at(-1)
    if (last?.chapter === here) last.lines.push(entry)
    else sections.push({ chapter: here, lines: [entry] })
  }
  return sections
}

const isOwnOnly = ({ scene: { snapshot, told } }: Room): boolean =>
  snapshot !== undefined &&
  scopeOf(
    told.map(({ entry }) => entry),
    snapshot,
  ) === 'own'

const seenIn = ({ scene }: Room): readonly Entry[] =>
  scene.snapshot ? seenBy({ ...scene, snapshot: scene.snapshot }) : []
