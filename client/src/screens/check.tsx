import { useState } from 'react'
import { Button } from '../parts/button.tsx'
import { Title } from '../parts/door.tsx'
import { HelpLines } from '../parts/help-dialog.tsx'
import type { Helps } from '../parts/helplines.ts'
import { check as words } from '../text/en.ts'
import { buttonOf, check, endings, type Fill, fill as filled } from '../text/prompts.ts'
import { Tell } from './tell.tsx'
import type { Asking } from './telling.ts'

type CheckProps = Partial<Asking> & { fill?: Fill; onDone: () => void; onStop: () => void }
type Item = { text: string; modes?: string[] }
type Page = { id: string; title: string; help: Helps; items: Item[] }
type Answer = 'none' | 'some' | 'notToday'

const PAGES = check.pages as Page[]
const SHORT: readonly string[] = ['safe', 'life']

/** What ends a talk of two, and doesn't where a therapist sits with them. */
const isForTherapist = ({ modes }: Item) => modes !== undefined

/** The pages to ask, and what goes to a page of its own. */
const asked = (isShort: boolean, isTelling: boolean): { pages: Page[]; apart: string[] } => {
  if (isShort) return { pages: PAGES.filter(({ id }) => SHORT.includes(id)), apart: [] }
  if (!isTelling) return { pages: PAGES, apart: [] }
  const without = PAGES.map(page => ({ ...page, items: page.items.filter(item => !isForTherapist(item)) }))
  return { pages: without, apart: PAGES.flatMap(({ items }) => items.filter(isForTherapist).map(({ text }) => text)) }
}

/**
 * The private check: four pages, one press each. Answers live in this component alone and go with it; nothing is
 * sent or saved, but for the words on the therapist's page and by its own press. `onDone` after the last page;
 * `onStop` when a person leaves it for today.
 */
export const Check = ({ isShort = false, isSeated = false, tell, fill, onDone, onStop }: CheckProps) => {
  const [at, setAt] = useState(0)
  const [stopped, setStopped] = useState<Exclude<Answer, 'none'>>()
  const { pages, apart } = asked(isShort, tell !== undefined)
  const of = pages.length + (tell ? 1 : 0)
  const page = pages[at]
  const notToday = () => setStopped('notToday')
  const goOn = () => (at === of - 1 ? onDone() : setAt(at + 1))
  if (stopped)
    return (
      <Stopped
        help={stopped === 'some' ? page?.help : undefined}
        fill={fill}
        onStop={onStop}
        onBack={() => setStopped(undefined)}
      />
    )
  if (!page)
    return (
      <Tell
        items={apart}
        number={of}
        fill={fill}
        onTell={tell?.send}
        policy={tell?.policy}
        onGoOn={goOn}
        onNotToday={notToday}
      />
    )
  const answer = (value: Answer) => (value === 'none' ? goOn() : setStopped(value))
  return <Questions key={page.id} page={page} number={at + 1} of={of} isSeated={isSeated} onAnswer={answer} />
}

type QuestionsProps = { page: Page; number: number; of: number; isSeated: boolean; onAnswer: (answer: Answer) => void }

const Questions = ({ page, number, of, isSeated, onAnswer }: QuestionsProps) => (
  <>
    <div className="prompt">
      <p className="small">{words.page(number, of)}</p>
      <Title>{page.title}</Title>
      <p>{isSeated ? words.leadSeated : words.lead}</p>
    </div>
    <ul className="said">
      {page.items.map(({ text }) => (
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
