import type { Seat } from '@haven/shared/steps.ts'
import { useState } from 'react'
import type { Session } from '../session/scene.ts'
import { link as text } from '../text/en.ts'
import { Button } from './button.tsx'

/** The old link is dead once the server has the new one. */
export const Renew = ({ session, seat }: { session: Session; seat: Seat }) => {
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const renew = () => {
    setState('busy')
    session.renewInvite(seat).then(
      () => setState('idle'),
      () => setState('failed'),
    )
  }
  return (
    <p className="acts">
      <Button className="button quiet" isDisabled={state === 'busy'} onPress={renew}>
        {state === 'busy' ? text.renewing : text.renew}
      </Button>
      <span className="status">{state === 'failed' ? text.notRenewed : text.renewWhy}</span>
    </p>
  )
}
