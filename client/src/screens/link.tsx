import { useState } from 'react'
import { encode } from 'uqr'
import { Button } from '../parts/button.tsx'
import { isLoopback } from '../parts/device.ts'
import { Title } from '../parts/door.tsx'
import type { Room } from '../parts/room.ts'
import { link as words } from '../text/en.ts'

/** What the creator sees while the welcome is open. The first share, copy or picture is also Begin. */
export const LinkPage = ({ room }: { room: Room }) => {
  const { link, state } = room.scene.invite ?? { state: 'claimed', link: undefined }
  const begin = () => {
    const isOnItsWay = room.scene.pending.some(({ act }) => act.type === 'readied')
    if (room.view.step === 'arrive.welcome' && room.view.presses.has('readied') && !isOnItsWay)
      void room.press({ type: 'readied' })
  }
  return (
    <>
      <div className="prompt">
        <Title>{words.title}</Title>
        <p>{state === 'expired' ? words.expired : words.lead(room.partner)}</p>
      </div>
      {state === 'open' && link && <GiveAway key={link} link={link} onBegin={begin} />}
      {state !== 'claimed' && <Renew session={room.session} />}
    </>
  )
}

/** Each way to hand the link on. It is shown as text too, for any other way. */
const GiveAway = ({ link, onBegin }: { link: string; onBegin: () => void }) => {
  const [isShown, setShown] = useState(false)
  const [told, setTold] = useState('')
  const share = () => {
    onBegin()
    navigator.share({ text: words.message, url: link }).catch(() => {})
  }
  const copy = () => {
    onBegin()
    const copied = navigator.clipboard?.writeText(link) ?? Promise.reject(new Error('no clipboard'))
    copied.then(
      () => setTold(words.copied),
      () => setTold(words.notCopied),
    )
  }
  const show = () => {
    onBegin()
    setShown(!isShown)
  }
  return (
    <>
      {isLoopback(new URL(link).hostname) && <p className="notice">{words.loopback}</p>}
      <div className="acts">
        {'share' in navigator && <Button onPress={share}>{words.share}</Button>}
        <Button onPress={copy}>{words.copy}</Button>
        <Button onPress={show} aria-expanded={isShown}>
          {isShown ? words.hide : words.show}
        </Button>
      </div>
      <p role="status" className="status">
        {told}
      </p>
      {isShown && <Picture link={link} />}
      <div className="stack">
        <h2 className="small soft">{words.address}</h2>
        <p className="address">{link}</p>
      </div>
      <div className="stack">
        <h2 className="small soft">{words.messageTitle}</h2>
        <p>{words.message}</p>
      </div>
    </>
  )
}

const QUIET = 4

/** The link as one path, drawn here; no request knows of it. */
const Picture = ({ link }: { link: string }) => {
  const { data, size } = encode(link, { border: QUIET })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={words.qr} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  )
}

/** The old link is dead once the server has the new one. */
const Renew = ({ session }: { session: Room['session'] }) => {
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const renew = () => {
    setState('busy')
    session.renewInvite().then(
      () => setState('idle'),
      () => setState('failed'),
    )
  }
  return (
    <div className="stack">
      <p className="acts">
        <Button className="button quiet" isDisabled={state === 'busy'} onPress={renew}>
          {state === 'busy' ? words.renewing : words.renew}
        </Button>
        <span className="status">{state === 'failed' ? words.notRenewed : words.renewWhy}</span>
      </p>
    </div>
  )
}
