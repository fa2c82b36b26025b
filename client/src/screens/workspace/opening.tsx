import { list as text } from '../../text/workspace.en.ts'
import type { Rooms } from './rooms.ts'
import { useHasFailed } from './use-sessions.ts'

type Props = { rooms: Rooms; session: string; isRow?: boolean }

/** In place of a room that is not open yet, or could not be opened: then it is said, and offered again. A row is not announced. */
export const Opening = ({ rooms, session, isRow = false }: Props) =>
  useHasFailed(rooms, session) ? (
    <p role={isRow ? undefined : 'alert'}>
      {text.notOpened}{' '}
      <button type="button" className="linklike" onClick={() => rooms.reopen(session)}>
        {text.openAgain}
      </button>
    </p>
  ) : (
    <p className="soft" role={isRow ? undefined : 'status'}>
      {text.opening}
    </p>
  )
