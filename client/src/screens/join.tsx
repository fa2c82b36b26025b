import { isPartner, type Partner } from '@haven/shared/steps.ts'
import { type SyntheticEvent, useEffect, useState } from 'react'
import { Button } from '../parts/button.tsx'
import { canLock, loadParts, type LoadParts, type Place } from '../parts/device.ts'
import { Door, Title } from '../parts/door.tsx'
import { LeaveNote } from '../parts/leave-note.tsx'
import { isOwnLink, joinTalk, type Preview, previewInvite } from '../session/talks.ts'
import { app, join } from '../text/en.ts'
import { buttonOf, check, promptsOf } from '../text/prompts.ts'
import { ForTherapist } from './for-therapist.tsx'
import { OwnLink } from './own-link.tsx'
import { NotToday } from './not-today.tsx'
import { Trouble, type TroubleKind } from './trouble.tsx'

type JoinProps = { href: string; onJoined: (place: Place) => void; parts?: LoadParts }
type Failed = { kind: TroubleKind; at?: number }

/** What a link opens, or why it does not. Nothing is claimed before a press. */
export const Join = ({ href, onJoined, parts = loadParts }: JoinProps) => {
  const [preview, setPreview] = useState<Preview | 'cut'>()
  const [failed, setFailed] = useState<Failed>()
  const [name, setName] = useState('')
  const [own, setOwn] = useState(true)

  useEffect(() => {
    const look = async () => setPreview((await previewInvite(await parts(), href)) ?? 'cut')
    if (canLock()) look().catch(() => setFailed({ kind: 'storage' }))
  }, [href, parts])

  if (!canLock()) return <Trouble kind="insecure" />
  if (failed) return <Trouble {...failed} onAgain={() => setFailed(undefined)} />
  if (preview === 'cut') return <Trouble kind="cut" />
  if (preview?.seat === 'therapist') return <ForTherapist href={href} />
  const asked = { href, onJoined, parts, onFailed: setFailed }
  if (isOwnLink(href)) return <OwnLink {...asked} isHere={preview?.here.includes(preview.seat) ?? false} />
  return <Asked {...asked} {...{ preview, name, setName, own, setOwn }} />
}

type AskedProps = Required<JoinProps> &
  Pick<WelcomeProps, 'name' | 'setName' | 'own' | 'setOwn'> & {
    preview: Preview | undefined
    onFailed(failed: Failed): void
  }

/** One page, one press. Nothing is claimed before Join; Not today sends nothing. */
const Asked = ({ href, onJoined, parts, preview, onFailed, ...typed }: AskedProps) => {
  const [isNotToday, setNotToday] = useState(false)
  const { name, own } = typed
  if (isNotToday)
    return (
      <Door title={join.title} look="calm">
        <NotToday onBack={() => setNotToday(false)} />
      </Door>
    )
  const claim = async () => {
    const answer = await joinTalk(await parts(), href, { name: name.trim(), own }).catch(unkept)
    if (answer.kind === 'joined') onJoined({ session: answer.session, seat: answer.seat, begin: true })
    else onFailed(answer)
  }
  const held = heldIn(preview)
  const goOn = held && (() => onJoined(held))
  return <Welcome {...typed} {...{ goOn, claim }} onNotToday={() => setNotToday(true)} />
}

/** The other partner's seat of the same talk, where this device has it. */
const heldIn = (preview: Preview | undefined): Place | undefined => {
  const seat = preview?.here.find((one): one is Partner => isPartner(one) && one !== preview.seat)
  return preview && seat && { session: preview.session, seat }
}

const unkept = (): Failed => ({ kind: 'storage' })

type WelcomeProps = {
  name: string
  own: boolean
  setName: (name: string) => void
  setOwn: (own: boolean) => void
  /** This device already holds the other seat: the link was opened by the one who made it. */
  goOn: (() => void) | undefined
  claim: () => Promise<void>
  onNotToday: () => void
}

const Welcome = ({ name, own, setName, setOwn, goOn, claim, onNotToday }: WelcomeProps) => {
  const [isJoining, setJoining] = useState(false)
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (isJoining) return
    setJoining(true)
    await claim()
    setJoining(false)
  }
  return (
    <form onSubmit={submit}>
      <Door title={join.title} look="" below={<Answers {...{ name, setName, isJoining, onNotToday }} />}>
        <WelcomeWords />
        {goOn && (
          <div className="notice stack">
            <p>{join.ownLink}</p>
            <p>
              <Button onPress={goOn}>{join.goOn}</Button>
            </p>
          </div>
        )}
        <div>
          <label className="tick">
            <input type="checkbox" checked={!own} onChange={event => setOwn(!event.target.checked)} />
            {join.shared}
          </label>
          {!own && <p className="status">{join.sharedWhy}</p>}
        </div>
        <details className="drawer">
          <summary>{check.slow.ask}</summary>
          <p>{check.slow.text}</p>
        </details>
        <LeaveNote />
      </Door>
    </form>
  )
}

const WelcomeWords = () => {
  const [first = '', ...others] = promptsOf('arrive.welcome', undefined, 'apart')
  const [welcome, ...rest] = first.split(/(?<=\.) /)
  const [title, ...more] = rest
  return (
    <div className="prompt">
      <p className="who" data-voice="a">
        {join.asks}
      </p>
      <Title>
        {welcome} {title}
      </Title>
      <p>{others.map(other => other.replace(`${welcome} `, '')).join(' ')}</p>
      <p>{more.join(' ')}</p>
    </div>
  )
}

type AnswersProps = { name: string; setName: (name: string) => void; isJoining: boolean; onNotToday: () => void }

const Answers = ({ name, setName, isJoining, onNotToday }: AnswersProps) => (
  <>
    <label className="ask">
      <span>{join.name}</span>
      <input
        className="write"
        value={name}
        placeholder={join.nameHint}
        maxLength={60}
        autoComplete="off"
        onChange={event => setName(event.target.value)}
      />
    </label>
    <div className="equal pair">
      <Button type="submit" isDisabled={isJoining}>
        {isJoining ? join.joining : buttonOf('join')}
      </Button>
      <Button onPress={onNotToday}>{buttonOf('notToday')}</Button>
    </div>
    <span className="unseen" role="status">
      {isJoining ? app.loading : ''}
    </span>
  </>
)
