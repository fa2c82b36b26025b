import { lazy, Suspense } from 'react'
import { Boundary } from '../../../parts/boundary.tsx'
import { Button } from '../../../parts/button.tsx'
import type { Session, Trouble } from '../../../session/scene.ts'
import { room as text } from '../../../text/workspace.en.ts'
import type { DeskTools } from '../unlocked.ts'
import { stoppedBy } from './desk-room.ts'

const Unverified = lazy(async () => ({
  default: (await import('../../review/third.tsx')).TherapistUnverified,
}))

type Props = { session: Session; trouble: Trouble; tools: DeskTools }

/** A talk that stands still here: why, and what of it is left to read. */
export const Stopped = ({ session, trouble: { kind }, tools }: Props) =>
  kind === 'removed' || kind === 'erased' ? (
    <Over kind={kind} tools={tools} />
  ) : (
    <Broken session={session} kind={kind} tools={tools} />
  )

/** The seat is gone, or the whole talk. */
const Over = ({ kind, tools }: { kind: 'removed' | 'erased'; tools: DeskTools }) => {
  const { title, text: what } = stoppedBy(kind)
  return (
    <main>
      <div className="prompt" role="status">
        <h1 tabIndex={-1}>{title}</h1>
        <p>{what}</p>
      </div>
      <p className="acts">
        <Button onPress={() => tools.go({ kind: 'list' })}>{text.allRight}</Button>
      </p>
    </main>
  )
}

const Broken = ({ session, kind, tools }: Omit<Props, 'trouble'> & { kind: Trouble['kind'] }) => {
  const { title, text: what, safe } = stoppedBy(kind)
  return (
    <main>
      <div className="prompt" role="alert">
        <h1 tabIndex={-1}>{title}</h1>
        <p>{kind === 'join' ? text.join : what}</p>
        <p>{safe}</p>
      </div>
      <Boundary instead={null}>
        <Suspense fallback={null}>
          <Unverified session={session} />
        </Suspense>
      </Boundary>
      <p className="acts">
        <Button onPress={() => tools.rooms.reopen(session.get().session)}>{text.again}</Button>
      </p>
    </main>
  )
}
