import { otherOf } from '@haven/shared/steps.ts'
import { fill, waiting } from '../text/prompts.ts'
import { parts as text } from '../text/talk.en.ts'
import type { Room } from './room.ts'

/** One quiet line on how things stand. It is told politely and never moves the focus. */
export const Status = ({ room }: { room: Room }) => {
  const [turn, presence] = statusOf(room)
  return (
    <p className="status" role="status" aria-atomic="false">
      {turn && <span key="turn">{turn}</span>}
      {turn && presence && ' · '}
      {presence && <span key="presence">{presence}</span>}
    </p>
  )
}

/** What is going on, and whether the partner is near. Never a time, never a count (R32). */
export const statusOf = (room: Room): [turn: string | undefined, presence: string | undefined] => {
  const { scene, view } = room
  const say = (line: string) => fill(line, room.fill)
  if (scene.line === 'reconnecting') return [say(text.reconnecting), undefined]
  const isHere = scene.present.includes(otherOf(scene.seat))
  const near = say(isHere ? waiting.here : waiting.away)
  if (view.theirTurn) return [say(isHere ? theirLine(room) : waiting.away), undefined]
  return [turnLine(room), near]
}

const theirLine = ({ view }: Room): string => (view.step === 'own.inner' ? waiting.own : waiting.turn)

const turnLine = (room: Room): string | undefined => {
  const { view, fill: known } = room
  if (view.standing) return fill(waiting[view.standing], known)
  if (view.met) return fill(text.met, known)
  return view.myTurn ? waiting.yourTurn : undefined
}
