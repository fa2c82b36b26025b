import type { ReactNode } from 'react'
import { app } from '../text/en.ts'
import { buttonOf, type Field, fieldsOf } from '../text/prompts.ts'
import { parts as text } from '../text/talk.en.ts'
import { GroundOf, GroundSection, useGround } from './ground.tsx'
import { Help } from './help.tsx'
import { Leave } from './leave.tsx'
import { Path } from './path.tsx'
import { CameBack, Pending } from './pending.tsx'
import type { Room } from './room.ts'
import { openSheet } from './sheet.ts'
import { fitsIn } from './use-returned.ts'

type Props = {
  room: Room
  /** `theirs`: the room takes the tint of `voice`. Others: calm, rest, alone, wide, flow; several with a space. */
  tone?: string | undefined
  voice?: 'a' | 'b' | undefined
  /** Stands on my ground, below the threshold; a composer goes there by itself. */
  below?: ReactNode
  children: ReactNode
}

/** Every page of the talk: the ways out, the path, one thing in the middle, help at the foot. */
export const Frame = ({ room, tone, voice, below, children }: Props) => {
  const ground = useGround()
  const foot = <Foot />
  return (
    <GroundOf value={ground.claims}>
      <div className={['page', tone].filter(Boolean).join(' ')} data-voice={voice}>
        <Top room={room} />
        <Path room={room} />
        <main>
          {children}
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

const Top = ({ room }: { room: Room }) => {
  const { presses, overlay } = room.view
  const mayPause = presses.has('paused') && overlay !== 'over.pause'
  return (
    <header className="top">
      <b>{app.name}</b>
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
