import { type Entry, isBySeat } from '@haven/shared/acts.ts'
import { otherOf, type Partner, type Seat } from '@haven/shared/steps.ts'
import { pendingOf } from './acting.ts'
import type { Change } from './board.ts'
import type { Item, Ring } from './ring.ts'
import type { Scene, Told } from './scene.ts'
import type { StoryState } from './story.ts'

type Shown = { story: StoryState; ring: Ring; items: readonly Item[] }

/** The scene before anything was heard. */
export const firstScene = ({ seat, session, names, outbox, returned, hurt }: Ring, away: number): Scene => ({
  phase: 'opening',
  seat,
  session,
  told: [],
  pending: outbox.map(pendingOf),
  present: [],
  line: 'connecting',
  names,
  away,
  forgetting: [],
  ...(hurt ? { hurt } : {}),
  ...(returned[0] ? { returned: returned[0] } : {}),
})

/** C12: nothing of the talk is left on the screen either. */
export const nothing: Change = {
  snapshot: undefined,
  opened: undefined,
  told: [],
  pending: [],
  returned: undefined,
  names: { own: '' },
  invite: undefined,
}

/** What the story changes in a scene, after one live entry or as a whole, and which own mids are said by it. */
export const showing = ({ story, ring, items }: Shown, live: Entry | undefined) => {
  const { snapshot, opened, told } = story
  const fresh = live ? told.slice(-1) : told
  const said = new Set(
    fresh.flatMap(({ entry }) => (isBySeat(entry) && entry.device === ring.device.id ? entry.mid : [])),
  )
  const pending = items.filter(({ frame }) => !said.has(frame.mid)).map(pendingOf)
  const change = { phase: 'open', snapshot, opened, told, pending, names: namesIn(fresh, ring) } as const
  return { change, said }
}

export const isJoined = (entry: Entry, seat: Partner) =>
  !isBySeat(entry) && entry.act.type === 'joined' && entry.act.seat === seat

const namesIn = (told: readonly Told[], { seat, names }: Ring): Ring['names'] => {
  const [own, partner] = [nameIn(told, seat), nameIn(told, otherOf(seat))]
  return { ...names, ...(own ? { own } : {}), ...(partner ? { partner } : {}) }
}

/** What a seat last asked to be called, in its consent. */
const nameIn = (told: readonly Told[], seat: Seat): string | undefined => {
  for (const { entry, words } of told.toReversed()) {
    const isConsent = isBySeat(entry) && entry.act.type === 'agreed' && entry.step === 'arrive.consent'
    if (!isConsent || entry.by !== seat || typeof words !== 'object') continue
    if (typeof words.name === 'string' && words.name.trim() !== '') return words.name.trim()
  }
  return undefined
}
