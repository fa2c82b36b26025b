import type { SeatEntry } from '@haven/shared/acts.ts'
import { otherOf, type Partner } from '@haven/shared/steps.ts'
import { fieldsOf } from '../../text/prompts.ts'
import type { Room } from '../../parts/room.ts'
import { patternOf, steps } from '../../text/steps.en.ts'
import { Halves } from './halves.tsx'

/** map.cycle: each writes the own half; then both stand side by side, as one thing that both are up against. */
export const Cycle = ({ room }: { room: Room }) => (
  <Halves
    room={room}
    title={steps.bothHalves}
    waits={steps.half}
    joined={patternOf(movesOf(room, room.scene.seat), movesOf(room, otherOf(room.scene.seat)))}
  />
)

/** weave.care: what each of them will know and do when it comes back. */
export const Care = ({ room }: { room: Room }) => <Halves room={room} title={steps.bothPlans} waits={steps.plan} />

const movesOf = (room: Room, seat: Partner): string[] => {
  const entry = room.view.letters.findLast(one => one.by === seat)
  const moves = entry && wordsIn(room, entry)['moves']
  const options = fieldsOf('map.cycle', undefined).find(({ field }) => field === 'moves')?.options ?? []
  return options.filter(({ value }) => moves?.includes(value)).map(({ label }) => label)
}

const wordsIn = (room: Room, entry: SeatEntry) => {
  const words = room.words(entry)
  return typeof words === 'object' ? words : {}
}
