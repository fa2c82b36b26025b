import type { Partner } from '@haven/shared/steps.ts'
import { Button } from '../../parts/button.tsx'
import { Title } from '../../parts/door.tsx'
import { Give } from '../../parts/give.tsx'
import { Renew } from '../../parts/renew.tsx'
import { useScene } from '../../parts/use-room.ts'
import { voiceOf } from '../../parts/voice.ts'
import type { OwnInvite, Session } from '../../session/scene.ts'
import { links as text, list as listText } from '../../text/workspace.en.ts'
import { Opening } from './opening.tsx'
import { nameIn } from './room/desk-room.ts'
import type { DeskTools } from './unlocked.ts'
import { useSession } from './use-sessions.ts'

/** A link for each of the two, as long as each is open. */
export const LinksPage = ({ rooms, session: id, go }: DeskTools & { session: string }) => {
  const session = useSession(rooms, id)
  return (
    <main>
      <div className="prompt">
        <Title>{text.title}</Title>
        <p>{text.lead}</p>
      </div>
      {session ? <Links session={session} /> : <Opening rooms={rooms} session={id} />}
      <p className="acts">
        <Button className="button main" isDisabled={!session} onPress={() => go({ kind: 'room', session: id })}>
          {text.toRoom}
        </Button>
      </p>
    </main>
  )
}

export const Links = ({ session }: { session: Session }) => (
  <div className="two">
    {(['p1', 'p2'] as const).map(seat => (
      <LinkOf key={seat} session={session} seat={seat} />
    ))}
  </div>
)

const LinkOf = ({ session, seat }: { session: Session; seat: Partner }) => {
  const scene = useScene(session)
  const invite = scene.invites[seat]
  return (
    <section className="stack" data-voice={voiceOf(seat)}>
      <h2 className="who">{text.of(nameIn(scene, seat))}</h2>
      <State invite={invite} />
      {invite?.link && (
        <>
          <p className="address">{invite.link}</p>
          <Give key={invite.link} link={invite.link} message={text.message} />
        </>
      )}
      {invite && invite.state !== 'claimed' && <Renew session={session} seat={seat} />}
    </section>
  )
}

const State = ({ invite }: { invite: OwnInvite | undefined }) => {
  if (!invite) return <p className="soft">{listText.opening}</p>
  if (invite.state === 'open') return null
  return (
    <p>
      {invite.state === 'claimed' ? text.claimed : text.expired} {invite.triedAgain > 0 && text.triedAgain}
    </p>
  )
}
