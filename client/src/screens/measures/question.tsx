import { useId } from 'react'
import type { Room } from '../../parts/room.ts'
import { circles, items, measures as text } from '../../text/measures.en.ts'
import { fill } from '../../text/prompts.ts'
import { Circles } from './circles.tsx'
import { type Item, scaleOf } from './items.ts'
import { Scale } from './scale.tsx'

type Props = {
  room: Room
  of: Item
  value: number | undefined
  onPick(answer: number): void
  /** Absent while the answer is not kept yet. */
  onTakeBack?: (() => void) | undefined
}

const DRAWN = { names: circles, Face: Circles }

/** One question that is answered with a number, or passed over. */
export const Question = ({ room, of, value, onPick, onTakeBack }: Props) => {
  const [asked, meant] = [useId(), useId()]
  const scale = scaleOf(of)
  if (!scale) return null
  return (
    <div className="asked">
      <p id={asked}>{fill(items[of].ask, room.fill)}</p>
      <p id={meant} className="small soft">
        {items[of].scale}
      </p>
      <Scale {...scale} {...(of === 'close' && DRAWN)} asked={asked} meant={meant} value={value} onPick={onPick} />
      {onTakeBack && (
        <button type="button" className="linklike" onClick={onTakeBack}>
          {text.takeBack}
          <span className="unseen">: {items[of].short}</span>
        </button>
      )}
    </div>
  )
}
