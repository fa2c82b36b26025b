import { useEffect, useState } from 'react'
import { forgetHere } from '../session/holding.ts'
import { listTalks, type TalkRow } from '../session/held.ts'
import { landing, settings } from '../text/en.ts'
import { plainName } from '../text/plain-name.ts'
import { Button } from './button.tsx'
import { dayOf } from './day.ts'
import { canLock, loadParts, type LoadParts } from './device.ts'
import { usePreferences } from './preferences.ts'

/** What this device keeps, its size, and a way to forget each talk. */
export const Kept = ({ parts = loadParts }: { parts?: LoadParts }) => {
  const [talks, setTalks] = useState<readonly TalkRow[]>([])
  const [size, setSize] = useState('')
  const [told, setTold] = useState('')
  useEffect(() => {
    const read = async () => setTalks(await listTalks(await parts()))
    if (canLock()) read().catch(() => {})
    sizeHere().then(setSize, () => {})
  }, [parts])

  const forget = async (talk: TalkRow) => {
    await forgetHere(await parts(), talk)
    setTalks(talks.filter(other => other !== talk))
    setTold(settings.forgotten)
    if (location.pathname === '/talk') location.replace('/')
  }
  return (
    <>
      <p>{settings.storedWhat}</p>
      {size && <p className="soft">{settings.storedSize(size)}</p>}
      {talks.length === 0 && <p className="soft">{settings.noTalks}</p>}
      <ul className="said">
        {talks.map(talk => (
          <li key={`${talk.session}.${talk.seat}`}>
            <Row talk={talk} onForget={() => void forget(talk).catch(() => setTold(settings.notForgotten))} />
          </li>
        ))}
      </ul>
      <p role="status" className="status">
        {told}
      </p>
    </>
  )
}

const Row = ({ talk, onForget }: { talk: TalkRow; onForget: () => void }) => {
  const { discreet } = usePreferences()
  const [isAsking, setAsking] = useState(false)
  const partner = (!discreet && plainName(talk.partner ?? '')) || landing.yourPartner
  if (!isAsking)
    return (
      <div className="acts">
        <span>
          {settings.talkWith(partner)} <span className="soft">{landing.lastHere(dayOf(talk.lastVisit))}</span>
        </span>
        <Button className="button quiet" onPress={() => setAsking(true)}>
          {settings.forget}
        </Button>
      </div>
    )
  return (
    <div className="stack">
      <p>{settings.forgetSure}</p>
      <div className="equal pair">
        <Button onPress={onForget}>{settings.forgetYes}</Button>
        <Button onPress={() => setAsking(false)}>{settings.forgetNo}</Button>
      </div>
    </div>
  )
}

/** "12 kB", as the browser guesses it. */
const sizeHere = async (): Promise<string> => {
  const { usage } = (await navigator.storage?.estimate?.()) ?? {}
  if (usage === undefined) return ''
  return usage < 1_000_000 ? `${Math.ceil(usage / 1000)} kB` : `${(usage / 1_000_000).toFixed(1)} MB`
}
