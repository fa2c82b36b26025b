import { useEffect, useState } from 'react'
import { momentOf } from '../parts/day.ts'
import { nameOf } from '../parts/names.ts'
import type { Room } from '../parts/room.ts'
import type { Seat } from '@haven/shared/steps.ts'
import type { Session } from '../session/scene.ts'
import { checkWords as text } from '../text/check-words.en.ts'
import { fill } from '../text/prompts.ts'

type Check = { seat: Seat; device: string; words: string }

/** Two words for each other device of the room, as both work them out. The list of words is long, so it comes only now. */
const checksOf = async (session: Session): Promise<Check[]> => {
  const [{ WORDS }, common] = await Promise.all([import('../vault/words.ts'), session.common()])
  const wordsOf = (numbers: readonly number[]) => numbers.map(number => WORDS[number % WORDS.length]).join(' ')
  return common.map(({ seat, device, numbers }) => ({ seat, device, words: wordsOf(numbers) }))
}

/** One line until somebody wants it. */
export const CheckWords = ({ room }: { room: Room }) => {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="drawer" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{text.title}</summary>
      <div className="stack">{isOpen && <Checks room={room} />}</div>
    </details>
  )
}

const Checks = ({ room }: { room: Room }) => {
  const [checks, setChecks] = useState<readonly Check[] | 'failed'>()
  const { session } = room
  useEffect(() => {
    checksOf(session).then(setChecks, () => setChecks('failed'))
  }, [session])
  if (!checks || checks === 'failed') return <p role="status">{checks ? text.failed : text.waiting}</p>
  if (checks.length === 0) return <p>{fill(text.none, room.fill)}</p>
  return (
    <>
      <p>{text.lead}</p>
      <ul>
        {checks.map(({ seat, device, words }) => (
          <li key={device}>{seat === room.scene.seat ? text.own(words) : text.with(nameOf(room, seat), words)}</li>
        ))}
      </ul>
      <p>{text.same}</p>
      <p>{text.differ}</p>
      <p className="small">{text.how}</p>
      {checks.map(({ seat, device }) => {
        const at = room.scene.alike?.[device]
        return at === undefined ? null : (
          <p key={device} className="small">
            {text.alike(nameOf(room, seat), momentOf(at))}
          </p>
        )
      })}
    </>
  )
}
