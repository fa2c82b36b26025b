import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Door, Title } from '../../parts/door.tsx'
import type { WhyLocked } from '../../vault/workspace.ts'
import { door } from '../../text/workspace.en.ts'
import { Make } from './make.tsx'
import { Unlock } from './unlock.tsx'
import type { EntranceProps } from './unlocked.ts'

type Props = EntranceProps & { why: WhyLocked | undefined; isInvited: boolean }

/** Before anything is open: make a workspace, or open the one there is. */
export const Entrance = ({ why, isInvited, ...props }: Props) => {
  const [way, setWay] = useState<'choose' | 'make' | 'unlock'>(why && why !== 'forgotten' ? 'unlock' : 'choose')
  const back = () => setWay('choose')
  if (way === 'make') return <Make {...props} onBack={back} />
  if (way === 'unlock') return <Unlock {...props} note={why && LOCKED[why]} onBack={back} />
  return (
    <Door title={door.title}>
      <div className="prompt">
        <Title>{door.title}</Title>
        <p>{door.lead}</p>
      </div>
      {isInvited && <p className="notice">{door.waits}</p>}
      {why && <p role="status">{LOCKED[why]}</p>}
      <div className="acts">
        <Button className="button main" onPress={() => setWay('unlock')}>
          {door.unlock}
        </Button>
        <Button onPress={() => setWay('make')}>{door.make}</Button>
      </div>
    </Door>
  )
}

const LOCKED: Partial<Record<WhyLocked, string>> = {
  asked: door.locked,
  idle: door.idle,
  door: door.replaced,
  rolledBack: door.failures.rolledBack,
  forgotten: door.erased,
}
