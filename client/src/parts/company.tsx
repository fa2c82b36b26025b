import { fill } from '../text/prompts.ts'
import { company, word as text } from '../text/seat.en.ts'
import { useMissed } from './beside.ts'
import type { Room } from './room.ts'
import { companyOf } from './seat.ts'
import { openSheet } from './sheet.ts'
import { isBack, untold, useFresh } from './whispered.ts'

/** Who is here beside the two, said in every place of the talk, and a way to a word between two. */
export const Company = ({ room, bare }: { room: Room; bare: boolean }) => {
  if (!room.scene.opened?.therapist) return null
  const line = companyOf(room)
  return (
    <div className="company" data-voice="t">
      <p className={line ? 'who' : 'unseen'} role="status">
        {line}
      </p>
      {!bare && <Missed room={room} />}
      {room.scene.mayWhisper && !bare && <Word room={room} />}
    </div>
  )
}

/** Words came beside the prompt above what is in view: said once, until they were looked at. */
const Missed = ({ room }: { room: Room }) => {
  const goThere = useMissed(room)
  return (
    <p className={goThere ? undefined : 'unseen'} role="status">
      {goThere && (
        <button type="button" className="linklike" onClick={goThere}>
          {fill(company.beside, room.fill)}
        </button>
      )}
    </p>
  )
}

/** Something new changes a plain word here and moves nothing: no sound, no count, and it is not read out by itself. */
const Word = ({ room }: { room: Room }) => {
  const isFresh = useFresh(room)
  const waits = untold.use(room.session) !== undefined
  const line = lineOf({ isBack: isBack(room), isFresh, waits })
  return (
    <button type="button" className="linklike" aria-haspopup="dialog" onClick={() => openSheet('whisper')}>
      {fill(text[line], room.fill)}
    </button>
  )
}

/** Own words that did not go come before a word that came. */
const lineOf = (now: { isBack: boolean; isFresh: boolean; waits: boolean }): keyof typeof text => {
  if (now.isBack) return 'back'
  if (now.isFresh) return 'fresh'
  return now.waits ? 'unsent' : 'open'
}
