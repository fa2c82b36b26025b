import { fill } from '../text/prompts.ts'
import { guided as text } from '../text/seat.en.ts'
import { Paragraphs } from './letter.tsx'
import { nameOf } from './names.ts'
import type { Room } from './room.ts'
import { type Guided, guidedHere } from './seat.ts'

/** What the therapist has put beside the prompt of this step: the newest stands, earlier ones are folded. Both see all of it. */
export const GuidedWords = ({ room }: { room: Room }) => {
  if (!room.scene.opened?.therapist || room.view.overlay === 'over.pause') return null
  const [newest, ...earlier] = guidedHere(room)
  return (
    <section className={newest ? 'guided' : 'unseen'} data-voice="t" aria-label={fill(text.label, room.fill)}>
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
