import { type ComponentType, useState } from 'react'
import type { Room } from '../../parts/room.ts'
import { measures as text } from '../../text/measures.en.ts'
import { answersOf, keptIn } from './answers.ts'
import { type Item, itemsOf, type Occasion, scaleOf } from './items.ts'
import { keepAnswer, takeBack, useLeftover } from './keeping.ts'
import { Question } from './question.tsx'

type Props = {
  room: Room
  when: Occasion
  /** What stands beneath some of the questions. */
  beneath?: Partial<Record<Item, ComponentType<{ room: Room }>>>
}

/** The questions of one occasion that are answered with a number. Each answer is kept at its press, and nothing else is. */
export const Questions = ({ room, when, beneath = {} }: Props) => {
  const { state, attempt } = useAttempts()
  useLeftover(room)
  const answers = answersOf(room).filter(one => one.when === when)
  const kept = keptIn(room).filter(({ answer }) => answer.when === when)
  return (
    <>
      {itemsOf(when)
        .filter(scaleOf)
        .map(of => {
          const value = answers.find(one => one.of === of)?.answer
          const mayTakeBack = kept.some(({ answer }) => answer.of === of)
          const Beneath = beneath[of]
          return (
            <div key={of} className="stack">
              <Question
                room={room}
                of={of}
                value={typeof value === 'number' ? value : undefined}
                onPick={answer => attempt(keepAnswer(room, { when, of, answer }))}
                onTakeBack={mayTakeBack ? () => attempt(takeBack(room, { when, of })) : undefined}
              />
              {Beneath && <Beneath room={room} />}
            </div>
          )
        })}
      <p className="status" role="status">
        {state === 'failed' && text.notKept}
        {state === 'tried' && answers.length > 0 && (room.scene.line === 'reconnecting' ? text.waits : text.kept)}
      </p>
    </>
  )
}

const useAttempts = () => {
  const [state, setState] = useState<'tried' | 'failed'>()
  const attempt = (going: Promise<void>) => {
    setState('tried')
    going.catch(() => setState('failed'))
  }
  return { state, attempt }
}
