import { useState } from 'react'
import { Button } from '../parts/button.tsx'
import { Title } from '../parts/door.tsx'
import { HelpLines } from '../parts/help-dialog.tsx'
import type { Helps } from '../parts/helplines.ts'
import { check as words } from '../text/en.ts'
import { buttonOf, check, endings, type Fill, fill as filled } from '../text/prompts.ts'

type CheckProps = { fill?: Fill; onDone: () => void; onStop: () => void }
type Page = { id: string; title: string; help: Helps; items: { text: string; modes?: string[] }[] }
type Answer = 'none' | 'some' | 'notToday'

const PAGES = check.pages as Page[]

/**
 * The private check: four pages, one press each. Answers live in this component alone and go with it; nothing is
 * sent or saved. `onDone` after the fourth "none"; `onStop` when a person leaves it for today.
 */
export const Check = ({ fill, onDone, onStop }: CheckProps) => {
  const [at, setAt] = useState(0)
  const [stopped, setStopped] = useState<Exclude<Answer, 'none'>>()
  const page = PAGES[at]
  if (!page) return null

  const answer = (value: Answer) => {
    if (value !== 'none') setStopped(value)
    else if (at === PAGES.length - 1) onDone()
    else setAt(at + 1)
  }
  return stopped ? (
    <Stopped
      help={stopped === 'some' ? page.help : undefined}
      fill={fill}
      onStop={onStop}
      onBack={() => setStopped(undefined)}
    />
  ) : (
    <Questions key={page.id} page={page} number={at + 1} onAnswer={answer} />
  )
}

type QuestionsProps = { page: Page; number: number; onAnswer: (answer: Answer) => void }

const Questions = ({ page, number, onAnswer }: QuestionsProps) => (
  <>
    <div className="prompt">
      <p className="small">{words.page(number, PAGES.length)}</p>
      <Title>{page.title}</Title>
      <p>{words.lead}</p>
    </div>
    <ul className="said">
      {page.items
        .filter(({ modes }) => !modes || modes.includes('couple'))
        .map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
    </ul>
    <div className="equal thirds">
      {check.answers.map(({ value, label }) => (
        <Button key={value} onPress={() => onAnswer(value as Answer)}>
          {label}
        </Button>
      ))}
      <Button onPress={() => onAnswer('notToday')}>{buttonOf('notToday')}</Button>
    </div>
  </>
)

type StoppedProps = { help: Helps | undefined; fill: Fill | undefined; onStop: () => void; onBack: () => void }

const Stopped = ({ help, fill, onStop, onBack }: StoppedProps) => (
  <>
    <div className="prompt">
      <Title>{filled(help ? check.help[help] : endings.notToday, fill)}</Title>
      <p>{check.nothingSent}</p>
    </div>
    <HelpLines {...(help ? { helps: help } : {})} />
    <div className="equal pair">
      <Button onPress={onStop}>{words.leave}</Button>
      <Button onPress={onBack}>{words.back}</Button>
    </div>
  </>
)
