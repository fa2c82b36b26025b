import { isIn } from '@haven/shared/members.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { useEffect, useState } from 'react'
import { Button } from '../parts/button.tsx'
import { momentOf } from '../parts/day.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useScene } from '../parts/use-room.ts'
import type { Scene, Session } from '../session/scene.ts'
import { nameKeyOf } from '../session/showing.ts'
import { newcomer as text } from '../text/devices.en.ts'
import { membersIn } from './devices.tsx'

const SEEN = 'newcomer'

/** A seat was opened anew by a link: said once on each other device, and on its own until somebody has confirmed it. */
export const Newcomer = ({ session }: { session: Session }) => {
  const scene = useScene(session)
  const [seen, see] = useSeen(session)
  const own = membersIn(scene).findLast(one => isIn(one) && one.seat === scene.seat)
  const last = membersIn(scene).findLast(({ from, seat }) => from !== undefined && seat !== scene.seat)
  if (own?.from && own.trusted === undefined && seen < own.joined)
    return (
      <Told title={text.waitsTitle} onClose={() => see(own.joined)}>
        {[text.waits(nameIn(scene, own.from))]}
      </Told>
    )
  if (!last || last.joined <= Math.max(seen, own?.joined ?? 0)) return null
  const name = nameIn(scene, last.seat)
  return (
    <Told title={text.title(name)} onClose={() => see(last.joined)}>
      {[text.text(name, momentOf(last.since * 1000)), text.ask(name)]}
    </Told>
  )
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
const nameIn = ({ names, seat }: Scene, of: Seat): string => names[nameKeyOf(of, seat)] || UNNAMED[of]

const Told = ({ title, onClose, children }: { title: string; onClose(): void; children: readonly string[] }) => (
  <Dialog title={title} onClose={onClose}>
    {children.map(line => (
      <p key={line}>{line}</p>
    ))}
    <p className="acts">
      <Button onPress={onClose}>{text.right}</Button>
    </p>
  </Dialog>
)
