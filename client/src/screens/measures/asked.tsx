import '../../style/measures.css'
import { OnlyYou } from '../../parts/readers.tsx'
import type { Room } from '../../parts/room.ts'
import { measures as text } from '../../text/measures.en.ts'
import { answersOf, answersTo } from './answers.ts'
import { Questions } from './questions.tsx'

/** From here on a pause is suggested. Nobody but this screen knows. */
const STIRRED = 8

/** arrive.settle: how it is before one begins. */
export const AskedBefore = ({ room }: { room: Room }) => (
  <div className="measures">
    <OnlyYou />
    <p>{text.beforeLead}</p>
    <Questions room={room} when="before" beneath={BENEATH} />
  </div>
)

/** close.check: how it is now. */
export const AskedAfter = ({ room }: { room: Room }) => (
  <div className="measures">
    <OnlyYou />
    <p>{text.afterLead}</p>
    <Questions room={room} when="after" />
  </div>
)

const Pause = ({ room }: { room: Room }) => {
  const stirred = answersTo(answersOf(room), 'stirred').find(({ when }) => when === 'before')
  return <div role="status">{Number(stirred?.answer ?? 0) >= STIRRED && <p className="notice">{text.pause}</p>}</div>
}
const BENEATH = { stirred: Pause }
