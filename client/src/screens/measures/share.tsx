import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import type { Room } from '../../parts/room.ts'
import { items, share as text } from '../../text/measures.en.ts'
import { fill } from '../../text/prompts.ts'
import { may } from '../steps/offers.ts'
import type { Answer } from './answers.ts'
import type { Item } from './items.ts'
import { isAllowed, isShared, KIND, lineOf, shareLine } from './sharing.ts'

type Props = { room: Room; of: Item; answers: readonly Answer[] }
type State = 'asking' | 'going' | 'failed'

/** One question at a time, shown as the therapist would read it, and sealed again only by its own press. */
export const Share = ({ room, of, answers }: Props) => {
  const [state, setState] = useState<State>()
  const line = lineOf(of, answers)
  const say = (words: string) => fill(words, room.fill)
  if (!mayShare(room)) return null
  if (isShared(room, line)) return <p className="small soft">{say(text.done)}</p>
  if (state === 'asking')
    return (
      <Sure
        room={room}
        line={line}
        onNo={() => setState(undefined)}
        onYes={() => {
          setState('going')
          shareLine(room, line).then(
            () => setState(undefined),
            () => setState('failed'),
          )
        }}
      />
    )
  const told = state && say({ going: text.going, failed: text.failed }[state])
  return (
    <>
      {state !== 'going' && (
        <button
          type="button"
          className="linklike"
          aria-label={say(text.openOne(items[of].short))}
          onClick={() => setState('asking')}
        >
          {say(text.open)}
        </button>
      )}
      <p className={told ? 'status' : 'unseen'} role="status">
        {told}
      </p>
    </>
  )
}

const Sure = ({ room, line, onYes, onNo }: { room: Room; line: string; onYes(): void; onNo(): void }) => {
  const say = (words: string) => fill(words, room.fill)
  return (
    <section className="guided" data-voice="t" aria-label={say(text.open)}>
      <p>{say(text.sure)}</p>
      <p className="words">{line}</p>
      <p className="small">{say(isAllowed(room) ? text.allowed : text.allow)}</p>
      <div className="equal pair">
        <Button onPress={onYes}>{text.yes}</Button>
        <Button onPress={onNo}>{text.no}</Button>
      </div>
    </section>
  )
}

/** Whoever may be whispered to may be told, where what goes with it is allowed or can be. */
const mayShare = (room: Room): boolean => room.scene.mayWhisper && (isAllowed(room) || may(room, 'allowed', KIND))

/** The permission stands until it is taken back, with one press; that does not unsay anything. */
export const Allowing = ({ room }: { room: Room }) => {
  const [isWithdrawn, setWithdrawn] = useState(false)
  const say = (words: string) => fill(words, room.fill)
  const withdraw = () => {
    setWithdrawn(true)
    void room.press({ type: 'withdrew', kind: KIND }).catch(() => setWithdrawn(false))
  }
  const mayWithdraw = isAllowed(room)
  return (
    <>
      {mayWithdraw && (
        <p className="acts">
          <span className="small">{say(text.standing)}</span>
          <Button className="button quiet" onPress={withdraw}>
            {text.withdraw}
          </Button>
        </p>
      )}
      <p className={isWithdrawn ? 'status' : 'unseen'} role="status">
        {isWithdrawn && !mayWithdraw && say(text.withdrawn)}
      </p>
    </>
  )
}
