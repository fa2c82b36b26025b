import { isIn, type Member, type Members } from '@haven/shared/members.ts'
import { reopenerOf } from '@haven/shared/reseating.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { useEffect, useState } from 'react'
import { Button } from '../parts/button.tsx'
import { momentOf } from '../parts/day.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useSheet } from '../parts/sheet.ts'
import { useScene } from '../parts/use-room.ts'
import type { Scene, Session } from '../session/scene.ts'
import { nameKeyOf } from '../session/showing.ts'
import { plainName } from '../text/plain-name.ts'
import { newcomer as text } from '../text/devices.en.ts'
import { membersIn } from './devices.tsx'

const SEEN = 'newcomer'

/** A device came by a link: said once on each other device, and on its own until somebody has confirmed it. */
export const Newcomer = ({ session }: { session: Session }) => {
  const scene = useScene(session)
  const [seen, see] = useSeen(session)
  const isReading = useSheet() !== undefined
  // What somebody has opened is theirs to close first.
  if (isReading) return null
  const members = membersIn(scene).filter(isIn)
  const own = members.find(({ device }) => device === scene.device)
  const told = own && own.trusted === undefined && seen < own.joined ? waitingOf(scene, own, members) : undefined
  if (own && told) return <Told {...told} onClose={() => see(own.joined)} />
  const since = Math.max(seen, own?.joined ?? 0)
  const one = members.find(({ from, device, joined }) => from && device !== scene.device && joined > since)
  return one ? <Told {...comingOf(scene, one)} onClose={() => see(one.joined)} /> : null
}

type Words = { title: string; lines: readonly string[] }

const waitingOf = (scene: Scene, { from, seat }: Member, members: Members): Words | undefined => {
  if (!from) return undefined
  const name = nameIn(scene, from)
  const giver = members.some(one => one.seat === from) ? undefined : reopenerOf(members, seat)
  const line = giver ? text.waitsGone(name, nameIn(scene, giver)) : text.waits(name)
  return { title: text.waitsTitle, lines: [from === seat ? text.waitsOwn : line] }
}

/** Taken from somebody, or one more of the same person (P44, P45); before somebody has confirmed it, and after. */
const comingOf = (scene: Scene, { from, seat, since, trusted }: Member): Words => {
  const [name, moment] = [nameIn(scene, seat), momentOf(since * 1000)]
  const now = (confirmed: string) => (trusted === undefined ? text.notYet : confirmed)
  const part = now(text.takesPart(name))
  if (from !== seat) return { title: text.title(name), lines: [text.text(name, moment), part, text.ask(name)] }
  if (seat === scene.seat) return { title: text.ownTitle, lines: [text.own(moment), now(text.ownEither), text.ownAsk] }
  return { title: text.moreTitle(name), lines: [text.more(name, moment), part, text.moreAsk(name)] }
}

/** Up to which entry; kept with the drafts of this device. */
const useSeen = ({ draft }: Session): [number, (seq: number) => void] => {
  const [seen, setSeen] = useState(Infinity)
  useEffect(() => {
    draft.read(SEEN).then(
      kept => setSeen(Number(kept ?? 0)),
      () => setSeen(0),
    )
  }, [draft])
  const see = (seq: number) => {
    setSeen(seq)
    draft.write(SEEN, String(seq)).catch(() => {})
  }
  return [seen, see]
}

const UNNAMED: Record<Seat, string> = { p1: 'your partner', p2: 'your partner', therapist: 'your therapist' }
const nameIn = ({ names, seat }: Scene, of: Seat): string => plainName(names[nameKeyOf(of, seat)] ?? '') || UNNAMED[of]

const Told = ({ title, lines, onClose }: Words & { onClose(): void }) => (
  <Dialog title={title} onClose={onClose}>
    {lines.map(line => (
      <p key={line}>{line}</p>
    ))}
    <p className="acts">
      <Button onPress={onClose}>{text.right}</Button>
    </p>
  </Dialog>
)
