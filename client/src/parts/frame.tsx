import { lazy, type ReactNode, Suspense } from 'react'
import { app } from '../text/en.ts'
import { buttonOf, type Field, fieldsOf } from '../text/prompts.ts'
import { parts as text } from '../text/talk.en.ts'
import { Company } from './company.tsx'
import { GroundOf, GroundSection, useGround } from './ground.tsx'
import { GuidedWords, LedBack } from './guided.tsx'
import { Help } from './help.tsx'
import { Leave } from './leave.tsx'
import { Path } from './path.tsx'
import { CameBack, Pending } from './pending.tsx'
import { PracticeMark } from './practice.tsx'
import type { Room } from './room.ts'
import { openSheet } from './sheet.ts'
import { fitsIn } from './use-returned.ts'
import type { Voice } from './voice.ts'

type Props = {
  room: Room
  /** `theirs`: the room takes the tint of `voice`. Others: calm, rest, alone, wide, flow; several with a space. */
  tone?: string | undefined
  voice?: Voice | undefined
  /** Stands on my ground, below the threshold; a composer goes there by itself. */
  below?: ReactNode
  /** A page for this person alone: the ways out and who is here, nothing else of the talk. */
  bare?: boolean
  children: ReactNode
}

/** Every page of the talk: the ways out, the path, one thing in the middle, help at the foot. */
export const Frame = ({ room, tone, voice, below, bare = false, children }: Props) => {
  const ground = useGround()
  const foot = <Foot />
  return (
    <GroundOf value={ground.claims}>
      <div className={['page', tone].filter(Boolean).join(' ')} data-voice={voice}>
        <Top room={room} bare={bare} />
        <Path room={room} />
        <main>
          {!bare && room.scene.opened?.therapist && <LedBack room={room} />}
          {!bare && <GuidedWords room={room} />}
          {children}
          {!bare && <Card room={room} />}
          <Pending room={room} />
          <Back room={room} />
        </main>
        {below || ground.voice ? (
          <GroundSection voice={ground.voice} place={ground.setPlace}>
            {below}
            {foot}
          </GroundSection>
        ) : (
          foot
        )}
      </div>
    </GroundOf>
  )
}

/** Played parts are long, and most talks have none. */
const RoleCard = lazy(async () => ({ default: (await import('./role-card.tsx')).RoleCard }))
const Card = ({ room }: { room: Room }) =>
  room.scene.mode === 'practice' ? (
    <Suspense fallback={null}>
      <RoleCard room={room} />
    </Suspense>
  ) : null

const Top = ({ room, bare }: { room: Room; bare: boolean }) => {
  const { presses, overlay } = room.view
  const mayPause = presses.has('paused') && overlay !== 'over.pause'
  return (
    <header className="top">
      <span className="name">
        <b>{app.name}</b>
        <PracticeMark is={room.scene.mode === 'practice'} />
      </span>
      <nav aria-label={app.always}>
        {mayPause && (
          <button type="button" onClick={() => void room.press({ type: 'paused', minutes: 20 })}>
            {buttonOf('paused')}
          </button>
        )}
        <button type="button" aria-haspopup="dialog" onClick={() => openSheet('more')}>
          {text.more}
        </button>
        <Leave onLeave={room.session.leave} />
      </nav>
      <Company room={room} bare={bare} />
    </header>
  )
}

const Foot = () => (
  <footer className="foot">
    <Help />
    <button type="button" className="linklike" aria-haspopup="dialog" onClick={() => openSheet('told')}>
      {text.soFar}
    </button>
  </footer>
)

/** An act that came back, unless the form its words were written in is open and takes them. */
const Back = ({ room }: { room: Room }) => {
  const { returned } = room.scene
  if (!returned || isTaken(room, fieldsOf(room.view.step, room.view.role))) return null
  return <CameBack room={room} returned={returned} />
}

const isTaken = ({ scene: { returned }, view }: Room, fields: readonly Field[]): boolean =>
  returned?.act.type === 'spoke' &&
  returned.step === view.step &&
  !view.overlay &&
  view.presses.has('spoke') &&
  fitsIn(returned.words, fields)
