import { type Entry, isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import { CHAPTERS, type Chapter } from '@haven/shared/steps.ts'
import { memo, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Paragraphs } from '../../../parts/letter.tsx'
import { linesOf } from '../../../parts/lines.ts'
import { voiceOf } from '../../../parts/voice.ts'
import type { Told } from '../../../session/scene.ts'
import { parts } from '../../../text/talk.en.ts'
import { room as text } from '../../../text/workspace.en.ts'
import { scopeOf, seenBy } from '../../review/look.ts'
import { marksIn } from '../marks-in.ts'
import { type DeskRoom, toldAt } from './desk-room.ts'
import { besideIn, factIn } from './facts.ts'

type Props = { room: DeskRoom; labels: Record<string, string>; onMark(seq: number): void }

/** All that was said, in full, as far as it may be seen. It grows at its end and stays silent while the status speaks. */
export const SaidHere = ({ room, labels, onMark }: Props) => {
  const box = useRef<HTMLDivElement>(null)
  const sections = sectionsOf(room)
  const marks = marksIn(room.scene, labels)
  const isAtEnd = useEnd(box, room.scene.told.length)
  return (
    <main className="said-here">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long log is scrolled by keys too */}
      <div className="told" ref={box} role="log" aria-live="off" aria-label={text.log} tabIndex={0}>
        {sections.length === 0 && <p className="soft">{isOpen(room) ? text.empty : text.closed}</p>}
        {sections.map(({ chapter, lines }) => (
          <section key={lines[0]?.seq} aria-label={parts.chapters[chapter]}>
            <h2 className="chapter">{parts.chapters[chapter]}</h2>
            {lines.map(entry => (
              <Line
                key={entry.seq}
                entry={entry}
                told={toldAt(room, entry)}
                name={room.name(entry.by)}
                fact={entry.act.type === 'guided' ? besideIn(room, entry) : factIn(room, entry)}
                marked={marks.get(entry.seq)}
                onMark={onMark}
              />
            ))}
          </section>
        ))}
      </div>
      {!isAtEnd && (
        <button type="button" className="button to-end" onClick={() => scrollToEnd(box)}>
          {text.toEnd}
        </button>
      )}
    </main>
  )
}

type LineProps = {
  entry: SeatEntry
  told: Told | undefined
  name: string
  fact: string | undefined
  marked: string | undefined
  onMark(seq: number): void
}

/** One entry: a letter, or a quiet line. Drawn once, and again only when it changes. */
const Line = memo(({ entry, told, name, fact, marked, onMark }: LineProps) => {
  const isSaid = entry.act.type === 'spoke' || entry.act.type === 'guided'
  const mark = (
    <button
      type="button"
      className="linklike mark"
      aria-label={isSaid ? text.markOf(name) : text.markThis}
      onClick={() => onMark(entry.seq)}
    >
      {text.mark}
    </button>
  )
  return (
    <div className={isSaid ? 'line said' : 'line'} id={`entry-${entry.seq}`} data-voice={voiceOf(entry.by)}>
      {isSaid ? (
        <article
          className="letter"
          data-voice={voiceOf(entry.by)}
          aria-label={parts.says.replace('{partner}', () => name)}
        >
          <footer>{fact ?? name}</footer>
          <Said entry={entry} told={told} />
        </article>
      ) : (
        <p className="act">{fact}</p>
      )}
      {mark}
      {marked && <p className="marked-as small">{text.marked(marked)}</p>}
    </div>
  )
})
Line.displayName = 'Line'

const Said = ({ entry, told }: { entry: SeatEntry; told: Told | undefined }) => {
  const state = told?.state ?? 'sealed'
  if (state !== 'open') return <p className="soft small">{parts.unseen[state]}</p>
  const lines = entry.act.type === 'guided' ? guidedLines(told?.words) : linesOf(entry, told?.words)
  if (lines.length > 0) return <Paragraphs lines={lines} />
  return <p className="soft small">{entry.act.type === 'spoke' && entry.act.aloud ? parts.aloud : parts.noWords}</p>
}

const guidedLines = (words: Told['words']): string[] => {
  const said = typeof words === 'object' ? words['text'] : words
  return typeof said === 'string' && said ? [said] : []
}

type Section = { chapter: Chapter; lines: SeatEntry[] }

/** Entries in their order; a chapter that is come back to opens again. */
const sectionsOf = (room: DeskRoom): Section[] => {
  const sections: Section[] = []
  let here: Chapter = 'arrive'
  for (const entry of seenIn(room)) {
    if (!isBySeat(entry)) continue
    here = CHAPTERS.find(one => entry.step.startsWith(`${one}.`)) ?? here
    if (entry.act.type !== 'spoke' && entry.act.type !== 'guided' && factIn(room, entry) === undefined) continue
    const last = sections.at(-1)
    if (last?.chapter === here) last.lines.push(entry)
    else sections.push({ chapter: here, lines: [entry] })
  }
  return sections
}

/** Once the talk is done it is open here while both partners allow that. */
const seenIn = ({ scene }: DeskRoom): readonly Entry[] =>
  scene.snapshot ? seenBy({ ...scene, snapshot: scene.snapshot }) : []

const isOpen = ({ scene, entries }: DeskRoom): boolean =>
  !scene.snapshot || scopeOf(entries, scene.snapshot) === 'whole'

const NEAR = 48

type Box = RefObject<HTMLDivElement | null>

const scrollToEnd = ({ current }: Box) => current?.scrollTo({ top: current.scrollHeight })

/** Follows what is new, and its own size, for as long as one is at the end of it. */
const useEnd = (box: Box, length: number) => {
  const [isAtEnd, setAtEnd] = useState(true)
  const seen = useRef(0)
  const follows = useRef(true)
  useLayoutEffect(() => {
    if (seen.current === length) return
    seen.current = length
    if (follows.current) scrollToEnd(box)
  }, [box, length])
  useEffect(() => {
    const { current } = box
    const look = () => {
      if (!current) return
      follows.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR
      setAtEnd(follows.current)
    }
    if (!current) return undefined
    const sized = new ResizeObserver(() => follows.current && scrollToEnd(box))
    sized.observe(current)
    current.addEventListener('scroll', look, { passive: true })
    return () => {
      sized.disconnect()
      current.removeEventListener('scroll', look)
    }
  }, [box])
  return isAtEnd
}
