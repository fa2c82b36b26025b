import { Button } from '../parts/button.tsx'
import { Title } from '../parts/door.tsx'
import { check as words } from '../text/en.ts'
import { buttonOf, type Fill, fill as filled } from '../text/prompts.ts'
import type { WhisperPolicy } from '../session/scene.ts'
import { tell as text, whisper } from '../text/whisper.en.ts'

type TellProps = {
  items: readonly string[]
  number: number
  fill: Fill | undefined
  /** Absent where nothing may be written to the therapist alone. */
  onTell: ((words: string) => void) | undefined
  /** What the therapist keeps of words between two. */
  policy: WhisperPolicy | undefined
  onGoOn(): void
  onNotToday(): void
}

/** The last page of a check with a therapist: it ends nothing, and only a yes tells. Both answers go on. */
export const Tell = ({ items, number, fill, onTell, policy, onGoOn, onNotToday }: TellProps) => {
  const say = (line: string) => filled(line, fill)
  const message = text.words(items.join(' '))
  const yes = () => {
    onTell?.(message)
    onGoOn()
  }
  return (
    <>
      <div className="prompt">
        <p className="small">{words.page(number, number)}</p>
        <Title>{say(text.title)}</Title>
        <p>{say(text.lead)}</p>
      </div>
      <section className="stack">
        <p>{text.lines}</p>
        <ul className="said">
          {items.map(item => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </section>
      {onTell ? <Would line={say(text.would)} message={message} later={say(text.later)} /> : <p>{say(text.self)}</p>}
      {onTell && policy && <p>{say(whisper.policies[policy])}</p>}
      <div className="equal thirds">
        {onTell && <Button onPress={yes}>{say(text.yes)}</Button>}
        <Button onPress={onGoOn}>{onTell ? text.no : text.goOn}</Button>
        <Button onPress={onNotToday}>{buttonOf('notToday')}</Button>
      </div>
    </>
  )
}

/** The very words that would leave, before they can. */
const Would = ({ line, message, later }: { line: string; message: string; later: string }) => (
  <details className="drawer" open>
    <summary>{line}</summary>
    <p className="words">{message}</p>
    <p className="small soft">{later}</p>
  </details>
)
