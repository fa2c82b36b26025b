import { type AnyEntry, type Entry, isBySeat } from '@haven/shared/acts.ts'
import type { Snapshot } from '@haven/shared/replay.ts'
import { isPartner, otherOf, type Partner, type Seat } from '@haven/shared/steps.ts'
import { pendingIn, returnedIn } from './acting.ts'
import type { Change } from './board.ts'
import type { Item, Ring } from './ring.ts'
import type { Names, Scene, Told } from './scene.ts'
import type { StoryState } from './story.ts'
import { midsBy } from './verified.ts'

type Shown = { story: StoryState<Entry>; ring: Ring; items: readonly Item[] }

/** The scene before anything was heard. */
export const firstScene = (ring: Ring, away: number): Scene => {
  const { seat, session, device, asked, policy, practice, names, outbox, hurt } = ring
  const { returned, sideReturned } = returnedIn(ring.returned)
  return {
    phase: 'opening',
    seat,
    session,
    device: device.id,
    mode: asked.mode,
    told: [],
    threads: {},
    ...pendingIn(outbox),
    shut: [],
    mayWhisper: false,
    endorsed: [],
    present: [],
    line: 'connecting',
    names,
    away,
    invites: {},
    sideReturned,
    forgetting: { seats: [], due: null },
    ...(policy ? { policy } : {}),
    ...(practice ? { practice } : {}),
    ...(hurt ? { hurt } : {}),
    ...(returned ? { returned } : {}),
  }
}

/** C12: nothing of the talk is left on the screen either. */
export const nothing: Change = {
  snapshot: undefined,
  snapshots: undefined,
  opened: undefined,
  told: [],
  threads: {},
  pending: [],
  sidePending: [],
  mayWhisper: false,
  endorsed: [],
  returned: undefined,
  sideReturned: {},
  names: { own: '' },
  invites: {},
  practice: undefined,
}

/** What the room changes in a scene, after one live entry or as a whole, and which own mids are said by it. */
export const showing = ({ story, ring, items }: Shown, live: Entry | undefined) => {
  const { snapshot, opened, told, snapshots } = story
  const fresh = live ? told.slice(-1) : told
  const said = saidIn(fresh, ring)
  const endorsed = endorsedIn(told)
  const change = {
    phase: 'open',
    snapshot,
    opened,
    told,
    snapshots,
    ...pendingIn(withoutSaid(items, said)),
    names: namesIn(fresh, ring),
    endorsed,
    mayWhisper: mayWhisper(ring, snapshot, endorsed),
  } as const
  return { change, said }
}

/** Which own mids are said in what can be read. */
export const saidIn = (told: readonly { entry: AnyEntry }[], { device }: Ring): Set<string> =>
  new Set(
    midsBy(
      device.id,
      told.map(({ entry }) => entry),
    ),
  )

export const withoutSaid = (items: readonly Item[], said: ReadonlySet<string>): Item[] =>
  items.filter(({ frame }) => !said.has(frame.mid))

export const isJoined = (entry: Entry, seat: Seat) =>
  !isBySeat(entry) && entry.act.type === 'joined' && entry.act.seat === seat

/** Partners whose device was vouched for by the seat that began the talk and gave the links. */
const endorsedIn = (told: readonly Told[]): Partner[] => {
  const joins = told.flatMap(({ entry: { act } }) => (act.type === 'joined' ? [act] : []))
  const inviter = joins[0]?.seat
  const vouched = new Set(
    told.flatMap(({ entry: { act, by } }) => (act.type === 'endorsed' && by === inviter ? [act.device] : [])),
  )
  return joins.flatMap(({ seat, device }) => (isPartner(seat) && vouched.has(device) ? [seat] : []))
}

const mayWhisper = ({ seat, policy }: Ring, snapshot: Snapshot | undefined, endorsed: readonly Partner[]): boolean => {
  if (policy === undefined || policy === 'none' || !snapshot?.context.therapist) return false
  return isPartner(seat) ? endorsed.includes(seat) : true
}

const namesIn = (told: readonly Told[], { seat, names }: Ring): Names => {
  const known = (['p1', 'p2', 'therapist'] as const).flatMap(of => {
    const name = nameIn(told, of)
    return name ? [[nameKeyOf(of, seat), name]] : []
  })
  return { ...names, ...(Object.fromEntries(known) as Partial<Names>) }
}

/** How the one who sits on `seat` is kept in the names of `own`. */
export const nameKeyOf = (seat: Seat, own: Seat): keyof Names => {
  if (seat === own) return 'own'
  return isPartner(own) && seat === otherOf(own) ? 'partner' : seat
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
