import { stepOf } from '@haven/shared/replay.ts'
import { useSyncExternalStore } from 'react'
import type { Session } from '../../session/scene.ts'
import { third as text } from '../../text/third.en.ts'

/** Where a talk that is done is looked back at; nothing while it goes on. */
export const BackThere = ({ session, onPress }: { session: Session; onPress(): void }) => {
  const isDone = useSyncExternalStore(session.subscribe, () => hasEnded(session))
  return isDone ? (
    <button type="button" className="linklike" onClick={onPress}>
      {text.lookBack}
    </button>
  ) : null
}

const hasEnded = (session: Session): boolean => {
  const { snapshot } = session.get()
  return snapshot !== undefined && stepOf(snapshot) === 'done'
}
