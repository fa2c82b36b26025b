import { useRef } from 'react'
import { fill } from '../text/prompts.ts'
import { guided as text } from '../text/seat.en.ts'
import { useBeside } from './beside.ts'
import { Paragraphs } from './letter.tsx'
import { nameOf } from './names.ts'
import type { Room } from './room.ts'
import { type Guided, guidedHere, ledBackHere } from './seat.ts'

/** What the therapist has put beside the prompt of this step: the newest stands, earlier ones are folded. Both see all of it. */
export const GuidedWords = ({ room }: { room: Room }) => {
  const place = useRef<HTMLElement>(null)
  const isHere = room.scene.opened?.therapist && room.view.overlay !== 'over.pause'
  const [newest, ...earlier] = isHere ? guidedHere(room) : []
  useBeside(room, newest?.entry.seq, place)
  if (!isHere) return null
  return (
    <section
      ref={place}
      tabIndex={-1}
      className={newest ? 'guided' : 'unseen'}
      data-voice="t"
      aria-label={fill(text.label, room.fill)}
    >
      <div aria-live="polite">{newest && <One room={room} one={newest} />}</div>
      {earlier.length > 0 && (
        <details className="drawer">
          <summary>{fill(text.earlier, room.fill)}</summary>
          {earlier.map(one => (
            <One key={one.entry.seq} room={room} one={one} />
          ))}
        </details>
      )}
    </section>
  )
}

/** Said to both alike on the page the therapist has led them back to. */
export const LedBack = ({ room }: { room: Room }) => {
  const line = ledBackHere(room)
  return (
    <p className={line ? 'small soft' : 'unseen'} role="status">
      {line}
    </p>
  )
}

const One = ({ room, one: { text: said, to } }: { room: Room; one: Guided }) => (
  <article>
    <p className="who">
      {nameOf(room, 'therapist')}
      {to && <span> · {text.to(nameOf(room, to))}</span>}
    </p>
    <div className="words">
      <Paragraphs lines={said.split(/\n\s*\n/)} />
    </div>
  </article>
)
