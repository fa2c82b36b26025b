import type { Returned, Words } from '../session/scene.ts'
import { fill } from '../text/prompts.ts'
import { parts as text } from '../text/talk.en.ts'
import { Button } from './button.tsx'
import { Paragraphs } from './letter.tsx'
import { linesOf } from './lines.ts'
import type { Room } from './room.ts'
import { voiceOf } from './voice.ts'

/** Own words on their way, never shown as said (C6). */
export const Pending = ({ room }: { room: Room }) => {
  const going = room.scene.pending.filter(({ act }) => act.type === 'spoke')
  return going.map(({ mid, step, words }) => (
    <article key={mid} className="letter past" data-voice={voiceOf(room.scene.seat)} aria-label={text.onItsWay}>
      <footer>{text.onItsWay}</footer>
      <Spoken step={step} words={words} />
    </article>
  ))
}

const Spoken = ({ step, words }: { step: string; words: Words | undefined }) => {
  const lines = linesOf({ step }, words)
  return lines.length > 0 ? <Paragraphs lines={lines} /> : <p className="soft small">{text.aloud}</p>
}

/** An act that came back: what happened, the words in full, and one thing to do. */
export const CameBack = ({ room, returned }: { room: Room; returned: Returned }) => {
  const lines = linesOf({ step: '' }, returned.words)
  return (
    <section className="came-back" role="status" aria-label={text.cameBack}>
      <p className="small">{fill(lines.length > 0 ? text.wordsCameBack : text.cameBack, room.fill)}</p>
      {lines.length > 0 && (
        <div className="letter past" data-voice={voiceOf(room.scene.seat)}>
          <Paragraphs lines={lines} />
        </div>
      )}
      <p className="acts">
        <Button className="button quiet" onPress={() => room.session.dismissReturned()}>
          {lines.length > 0 ? text.letGo : text.allRight}
        </Button>
      </p>
    </section>
  )
}
