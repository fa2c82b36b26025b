import { memo, type SyntheticEvent, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import type { Session } from '../../session/scene.ts'
import type { Couple } from '../../vault/workspace.ts'
import { list as text, workspace as words } from '../../text/workspace.en.ts'
import { BackThere } from './back-there.tsx'
import { useFace } from './face.ts'
import { NameField } from './fields.tsx'
import { useSince } from './minute.ts'
import { Opening } from './opening.tsx'
import type { Rooms } from './rooms.ts'
import { useSession } from './use-sessions.ts'

type Props = {
  couple: Couple
  rooms: Rooms
  rename(session: string, alias: string): void
  enter(session: string): void
  lookBack?(session: string): void
}

/** One couple. It is drawn again when something it shows has changed, and with nobody else. */
export const Row = memo(({ couple, rooms, rename, enter, lookBack }: Props) => {
  const session = useSession(rooms, couple.session)
  const [isRenaming, setRenaming] = useState(false)
  const name = couple.alias || words.unnamed
  const save = (alias: string) => {
    setRenaming(false)
    if (alias && alias !== couple.alias) rename(couple.session, alias)
  }
  return (
    <li>
      <div>
        <h3>
          {session && <Live session={session} />}
          <button type="button" disabled={!session} onClick={() => enter(couple.session)}>
            {name}
          </button>
        </h3>
        {session ? <Standing session={session} /> : <Closed couple={couple} rooms={rooms} />}
      </div>
      <div className="aside">
        {session && <Since session={session} />}
        {session && lookBack && <BackThere session={session} onPress={() => lookBack(couple.session)} />}
        {!isRenaming && (
          <button type="button" className="linklike" aria-label={text.renameOf(name)} onClick={() => setRenaming(true)}>
            {text.rename}
          </button>
        )}
      </div>
      {isRenaming && <Rename alias={couple.alias} onSave={save} onCancel={() => setRenaming(false)} />}
    </li>
  )
})
Row.displayName = 'Row'

const Live = ({ session }: { session: Session }) => (useFace(session).isLive ? <span className="live" /> : null)

const Standing = ({ session }: { session: Session }) => {
  const { place, turn, here, round, whisper } = useFace(session)
  return (
    <p>
      {place && sentence([place, round].filter(Boolean).join(' · '))}{' '}
      <span className="soft">{[turn, here, whisper].filter(Boolean).map(sentence).join(' ')}</span>
    </p>
  )
}

const Closed = ({ couple, rooms }: Pick<Props, 'couple' | 'rooms'>) =>
  couple.alias ? <Opening rooms={rooms} session={couple.session} isRow /> : <p className="soft">{text.nameFirst}</p>

const sentence = (line: string) => (/[.?]$/.test(line) ? line : `${line}.`)

const Since = ({ session }: { session: Session }) => {
  const { since } = useFace(session)
  return since > 0 ? <Minutes since={since} /> : null
}

const Minutes = ({ since }: { since: number }) => <span className="soft">{useSince(since)}</span>

type RenameProps = { alias: string; onSave(alias: string): void; onCancel(): void }

const Rename = ({ alias, onSave, onCancel }: RenameProps) => {
  const [value, setValue] = useState(alias)
  const save = (event: SyntheticEvent) => {
    event.preventDefault()
    onSave(value.trim())
  }
  return (
    <form className="rename" onSubmit={save}>
      <NameField label={text.alias} why={text.aliasWhy} value={value} onChange={setValue} />
      <div className="acts">
        <Button type="submit">{text.save}</Button>
        <Button className="button quiet" onPress={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}
