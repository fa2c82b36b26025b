import { type ComponentType, Fragment, lazy, Suspense, useEffect, useState } from 'react'
import { Link } from 'wouter'
import { canLock, loadParts, type LoadParts, type Place } from '../parts/device.ts'
import { dayOf } from '../parts/day.ts'
import { Door, Title } from '../parts/door.tsx'
import { usePreferences } from '../parts/preferences.ts'
import type { TalkRow } from '../session/held.ts'
import { app, landing } from '../text/en.ts'
import type { KeptProps } from './kept-beside.tsx'

/** A page that cannot load it is whole without it. */
const KeptBeside = lazy(() =>
  import('./kept-beside.tsx').then(
    ({ KeptBeside: Lines }): { default: ComponentType<KeptProps> } => ({ default: Lines }),
    () => ({ default: Nothing }),
  ),
)
const Nothing: ComponentType<KeptProps> = () => null
const Right = lazy(async () => ({ default: (await import('./right.tsx')).Right }))

/** The part of looking back where one keeps or erases. */
type Within = '#keep'

type LandingProps = {
  onStart: () => void
  onGoOn: (place: Place) => void
  onLookBack?: ((place: Place, at?: Within) => void) | undefined
  parts?: LoadParts
}

export const Landing = ({ onStart, onGoOn, onLookBack, parts = loadParts }: LandingProps) => {
  const talks = useTalks(parts)
  const [asksRight, setAsksRight] = useState(false)
  return (
    <Door title={app.name} look="hall">
      <section className="hero">
        <div>
          <Title>
            {landing.before}
            <q>{landing.quote}</q>
          </Title>
          <p className="lead">{landing.lead}</p>
          {talks.length > 0 && <GoOn talks={talks} onGoOn={onGoOn} onLookBack={onLookBack} parts={parts} />}
          <div className="acts">
            <button type="button" className={talks.length > 0 ? 'button' : 'button main'} onClick={onStart}>
              {talks.length > 0 ? landing.startNew : landing.start}
            </button>
            <button type="button" className="linklike" aria-haspopup="dialog" onClick={() => setAsksRight(true)}>
              {landing.right}
            </button>
            <Link className="linklike" href="/workspace">
              {landing.therapists}
            </Link>
          </div>
        </div>
        <TwoChairs />
      </section>
      <section className="three">
        {landing.three.map(({ title, text }) => (
          <div key={title}>
            <h2>{title}</h2>
            <p>{text}</p>
          </div>
        ))}
      </section>
      <Suspense fallback={null}>{asksRight && <Right onClose={() => setAsksRight(false)} />}</Suspense>
    </Door>
  )
}

type GoOnProps = { talks: readonly TalkRow[]; parts: LoadParts } & Pick<LandingProps, 'onGoOn' | 'onLookBack'>

/** Talks kept on this device. Discreet: no name before a press. */
const GoOn = ({ talks, onGoOn, onLookBack, parts }: GoOnProps) => {
  const { discreet } = usePreferences()
  const [isShown, setShown] = useState(false)
  const goOn = ({ session, seat }: TalkRow) => onGoOn({ session, seat })
  const [only, ...others] = talks
  if (discreet && !isShown)
    return (
      <section className="goon" aria-label={landing.talks}>
        <button
          type="button"
          className="button main"
          onClick={() => (only && others.length === 0 ? goOn(only) : setShown(true))}
        >
          {landing.goOn}
        </button>
      </section>
    )
  return (
    <section className="goon" aria-label={landing.talks}>
      {talks.map((talk, index) => (
        <Fragment key={`${talk.session}.${talk.seat}`}>
          <button type="button" className={index === 0 ? 'button main' : 'button'} onClick={() => goOn(talk)}>
            {landing.goOnWith} <bdi>{talk.partner || landing.yourPartner}</bdi>{' '}
            <span>{landing.lastHere(dayOf(talk.lastVisit))}</span>
          </button>
          {onLookBack && (
            <button
              type="button"
              className="linklike"
              aria-label={landing.lookBackWith(talk.partner || landing.yourPartner)}
              onClick={() => onLookBack(talk)}
            >
              {landing.lookBack}
            </button>
          )}
          <Suspense fallback={null}>
            <KeptBeside talk={talk} parts={parts} onKeep={onLookBack && (() => onLookBack(talk, '#keep'))} />
          </Suspense>
        </Fragment>
      ))}
    </section>
  )
}

/** Nothing, until the keyring has been read; nothing where there is none. */
const useTalks = (parts: LoadParts): readonly TalkRow[] => {
  const [talks, setTalks] = useState<readonly TalkRow[]>([])
  useEffect(() => {
    let isGone = false
    const read = async () => {
      const { listTalks } = await import('../session/held.ts')
      const found = await listTalks(await parts())
      if (!isGone) setTalks(found)
    }
    if (canLock()) read().catch(() => {})
    return () => {
      isGone = true
    }
  }, [parts])
  return talks
}

/** The one drawing: two chairs and a lamp, in one line. */
const TwoChairs = () => (
  <svg className="line" viewBox="0 0 520 360" aria-hidden="true">
    <ellipse className="glow" cx="266" cy="150" rx="146" ry="146" />
    <path d="M4 318H58C62 298 66 282 66 262 58 220 44 182 42 146c-1-24 32-26 37-4 8 38 13 70 21 100 20-9 44-9 64-6 14 2 18 12 16 24-1 20 1 40 6 58h76V96h-44l18-54h56l18 54h-44v222h72c5-18 7-38 6-58-2-12 2-22 16-24 20-3 44-3 64 6 8-30 13-62 21-100 5-22 38-20 37 4-2 36-16 74-24 116 0 20 4 36 8 56h54" />
  </svg>
)
