import type { Entry } from '@haven/shared/acts.ts'
import type { Said } from './acting.ts'
import { quietly } from './queue.ts'
import type { Item, Ring } from './ring.ts'
import type { Session } from './scene.ts'
import type { StoryState } from './story.ts'

type EndorsingParts = { act(said: Said): Promise<string>; settled: Session['settled'] }

/** Says in the room, of each device that came by a link given here and was found to hold its secret, that it did. */
export class Endorsing {
  readonly #parts: EndorsingParts
  /** On its way, or said. */
  readonly #begun = new Set<string>()

  constructor(parts: EndorsingParts) {
    this.#parts = parts
  }

  look(ring: Ring, story: StoryState<Entry>, items: readonly Item[]): void {
    for (const device of unendorsed(ring, story, items)) {
      if (this.#begun.has(device)) continue
      this.#begun.add(device)
      quietly(this.#say(device))
    }
  }

  /** What did not get through is tried again with the next entry of the room. */
  async #say(device: string): Promise<void> {
    const { act, settled } = this.#parts
    const outcome = await act({ act: { type: 'endorsed', device }, channel: 'room' }).then(settled, () => 'unsaid')
    if (outcome !== 'stored') this.#begun.delete(device)
  }
}

/** Devices of which it was not said yet. In a talk of two, where nobody has a whisper, those alone that took a seat anew. */
export const unendorsed = (ring: Ring, { told, snapshot }: StoryState<Entry>, items: readonly Item[]): string[] => {
  if (!snapshot) return []
  const isBegun = ring.asked.therapist && !ring.invitedBy
  const acts = [
    ...told.flatMap(({ entry }) => (entry.by === ring.seat ? [entry.act] : [])),
    ...items.map(({ frame }) => frame.act),
  ]
  const said = new Set(acts.flatMap(act => (act.type === 'endorsed' ? [act.device] : [])))
  const joined = told.flatMap(({ entry: { act } }) =>
    act.type === 'joined' && (isBegun || act.from === ring.seat) ? [act.device] : [],
  )
  return joined.filter(device => ring.accepted.includes(device) && !said.has(device))
}
