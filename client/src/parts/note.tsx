import type { Role } from '@haven/shared/steps.ts'
import { type ReactNode, useState } from 'react'
import { coach as text } from '../text/coach.en.ts'
import { Button } from './button.tsx'
import type { Heard, Said } from './coach-choice.ts'
import { lineOf, questionOf, quoteOf } from './coach-words.ts'
import { openSheet } from './sheet.ts'
import type { Coaching } from './use-coach.ts'

type NoteProps = {
  coach: Coaching
  said: Said
  role: Role | undefined
  back(note: Heard): void
  isResting: boolean
}

/** What is said, for the writer alone: a line, and on a press or at once the whole of it. Told once, politely. */
export const Note = ({ coach, said, role, back, isResting }: NoteProps) => {
  const { isEarly, isOpen, setOpened } = useOpening(idOf(said), coach.isOpen, isResting)
  const { safety, concern, strength } = said
  const note = concern ?? strength
  const line = lineOf(said, role) || (coach.lack ? text.lacks[coach.lack] : '')
  return (
    <aside role="note" className={classOf(line, note && isOpen, isEarly)} aria-label={text.label}>
      <p role="status" className="line">
        {line}
      </p>
      {safety && <Safety onClose={() => coach.keep(safety)} />}
      {note && <Opened said={said} note={note} coach={coach} {...{ role, back, isOpen, setOpened }} />}
    </aside>
  )
}

/** Another concern is another note; the same one stays open while its words grow. */
const idOf = ({ safety, concern, strength }: Said): string => {
  const note = safety ?? concern ?? strength
  return note ? `${note.category} ${note.seed}` : ''
}

const classOf = (line: string, isOpen: boolean | undefined, isEarly: boolean): string => {
  if (!line) return 'unseen'
  if (!isOpen) return 'coach'
  return isEarly ? 'coach open early' : 'coach open'
}

/** Begins anew with every note. Once hands have rested it may take its room, and keeps it. */
const useOpening = (id: string, isOpenFirst: boolean, isResting: boolean) => {
  const [state, setState] = useState<{ id: string; isOpened?: boolean; hasRested: boolean }>({ id, hasRested: false })
  if (state.id !== id) setState({ id, hasRested: isResting })
  else if (isResting && !state.hasRested) setState({ ...state, hasRested: true })
  return {
    isOpen: state.isOpened ?? isOpenFirst,
    isEarly: state.isOpened === undefined && !state.hasRested,
    setOpened: (isOpened: boolean) => setState({ ...state, isOpened }),
  }
}

type OpenedProps = Omit<NoteProps, 'isResting'> & { note: Heard; isOpen: boolean; setOpened(isOpened: boolean): void }

const Opened = ({ coach, said, note, role, back, isOpen, setOpened }: OpenedProps) => {
  const done = (what: (of: Heard) => void) => () => {
    what(note)
    back(note)
  }
  return (
    <>
      {isOpen && <Whole said={said} role={role} onChange={done(() => setOpened(false))} onKeep={done(coach.keep)} />}
      <span className="foots">
        {isOpen && <Link onPress={done(coach.notThis)}>{text.notThis}</Link>}
        <Link isOpen={isOpen} onPress={() => setOpened(!isOpen)}>
          {isOpen ? text.less : text.more}
        </Link>
      </span>
    </>
  )
}

type LinkProps = { isOpen?: boolean; isDialog?: boolean; onPress(): void; children: ReactNode }

const Link = ({ isOpen, isDialog, onPress, children }: LinkProps) => (
  <button
    type="button"
    className="linklike"
    aria-expanded={isOpen}
    aria-haspopup={isDialog && 'dialog'}
    onClick={onPress}
  >
    {children}
  </button>
)

/** A way to people who can help; nobody else is told, and nothing is made of it. */
const Safety = ({ onClose }: { onClose(): void }) => (
  <span className="foots">
    <Link isDialog onPress={() => openSheet('help')}>
      {text.help}
    </Link>
    <Link onPress={onClose}>{text.close}</Link>
  </span>
)

type WholeProps = Pick<NoteProps, 'said' | 'role'> & { onChange(): void; onKeep(): void }

/** The very words, how they may be heard, and a question. Both answers weigh the same. */
const Whole = ({ said: { concern, strength }, role, onChange, onKeep }: WholeProps) => (
  <div className="whole">
    {strength && (
      <p>
        <q>{quoteOf(strength.words)}</q> {lineOf({ strength }, role)}
      </p>
    )}
    {concern && (
      <>
        <p>
          <q>{quoteOf(concern.words)}</q> {lineOf({ concern }, role)} {questionOf(concern, role)}
        </p>
        {role === 'injured' && <p>{text.welcome}</p>}
        <div className="equal">
          <Button className="button" onPress={onChange}>
            {text.change}
          </Button>
          <Button className="button" onPress={onKeep}>
            {text.keep}
          </Button>
        </div>
      </>
    )}
  </div>
)
