import type { Role } from '@haven/shared/steps.ts'
import { type ReactNode, useEffect, useState } from 'react'
import { coach as text } from '../text/coach.en.ts'
import { Button } from './button.tsx'
import type { Heard, Said } from './coach-choice.ts'
import { mayWish, type Wish, wishesOf } from './coach-kept.ts'
import { lineOf, questionOf, quoteOf } from './coach-words.ts'
import type { RoomCoaching } from './coached.tsx'
import { openSheet } from './sheet.ts'

type NoteProps = {
  coach: RoomCoaching
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
  const { session } = coach.room
  useEffect(() => void wishesOf(session), [session])
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
      {isOpen && mayWish(coach.room.scene) && <Keeping key={idOf(said)} room={coach.room} said={said} role={role} />}
      <span className="foots">
        {isOpen && <Link onPress={done(coach.notThis)}>{text.notThis}</Link>}
        <Link isOpen={isOpen} onPress={() => setOpened(!isOpen)}>
          {isOpen ? text.less : text.more}
        </Link>
      </span>
    </>
  )
}

type KeepingProps = Pick<NoteProps, 'said' | 'role'> & { room: RoomCoaching['room'] }

/** Kept for oneself alone, beside the words once they are sent; only where the person wishes. */
const Keeping = ({ room: { session, scene, view }, said, role }: KeepingProps) => {
  const [wish, setWish] = useState<Wish>()
  const press = () => {
    const next = wish ? undefined : wishFor(said, role, { step: view.step, since: scene.told.length })
    setWish(next)
    void (next ? wishesOf(session).add(next) : wishesOf(session).drop(wish!))
  }
  return (
    <span className="forme">
      <Link isPressed={wish !== undefined} onPress={press}>
        {text.forMe}
      </Link>
      {wish && <span>{text.isForMe}</span>}
    </span>
  )
}

const wishFor = (said: Said, role: Role | undefined, at: Pick<Wish, 'step' | 'since'>): Wish => {
  const note = said.concern ?? said.strength
  const question = said.concern && questionOf(said.concern, role)
  return { ...at, words: note?.words.trim() ?? '', text: [lineOf(said, role), question].filter(Boolean).join(' ') }
}

type LinkProps = {
  isOpen?: boolean
  isPressed?: boolean
  isDialog?: boolean
  onPress(): void
  children: ReactNode
}

const Link = ({ isOpen, isPressed, isDialog, onPress, children }: LinkProps) => (
  <button
    type="button"
    className="linklike"
    aria-expanded={isOpen}
    aria-pressed={isPressed}
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
