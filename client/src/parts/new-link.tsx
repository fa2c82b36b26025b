import type { Partner } from '@haven/shared/steps.ts'
import { type ReactNode, useState } from 'react'
import type { Session } from '../session/scene.ts'
import { newLink as text } from '../text/devices.en.ts'
import { Button } from './button.tsx'
import { focusOn } from './focus-on.ts'
import { Give } from './give.tsx'

type Props = { session: Session; seat: Partner; make: string; message: string; children: ReactNode }

/** Makes a link for a seat that is taken, and hands it on; `children` say what becomes of it. */
export const NewLink = ({ session, seat, make, message, children }: Props) => {
  const [state, setState] = useState<'idle' | 'busy' | 'failed' | { link: string }>('idle')
  const press = () => {
    setState('busy')
    session.readmit(seat).then(
      link => setState({ link }),
      () => setState('failed'),
    )
  }
  if (typeof state === 'object')
    return (
      <div ref={focusOn} tabIndex={-1} className="stack">
        <Give link={state.link} message={message} />
        <p className="address">{state.link}</p>
        {children}
      </div>
    )
  return (
    <p className="acts">
      <Button isDisabled={state === 'busy'} onPress={press}>
        {make}
      </Button>
      <span className="status" role="status">
        {state === 'failed' && text.failed}
      </span>
    </p>
  )
}
