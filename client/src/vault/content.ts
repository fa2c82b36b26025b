import * as z from 'zod/mini'
import type { ExportedDevice } from '../seal/device.ts'
import type { WhyForgotten } from '../session/keyring.ts'
import type { Ring } from '../session/ring.ts'
import { isAlike } from './alike.ts'

/** What differs from device to device, and changes with every act: it stays where it is. */
export type FleetingRing = Pick<Ring, 'heads' | 'outbox' | 'returned' | 'lastVisit' | 'until'>
/** What another device needs to come back to a session. */
export type StableRing = Omit<Ring, 'device' | keyof FleetingRing>

export type CoupleKind = 'supervised' | 'practice'
/** In the order in which one overrules another: what is erased stays erased. */
const ENDS = ['removed', 'forgotten', 'erased'] as const satisfies WhyForgotten[]

/** One couple of a therapist. Times in milliseconds. */
export type Couple = {
  session: string
  /** As the therapist calls them; empty until they are named. */
  alias: string
  kind: CoupleKind
  /** Later where the session was entered again after it had ended here. */
  made: number
  /** When alias and kind last changed. Couples from before this was kept have “changed” for it. */
  named?: number
  /** When anything else last changed. Of two copies the later one counts. */
  changed: number
  /** Gone with the secrets, once the couple has ended or is off the list. */
  device?: ExportedDevice
  kept: StableRing
  ended?: (typeof ENDS)[number]
  /** Off the list; the mark stays, so that no other copy brings the couple back. */
  gone?: true
}

/** Everything a therapist’s workspace holds. */
export type VaultContent = {
  name: string
  /** From a kind of bookmark to the therapist’s own name for it. */
  bookmarks: Record<string, string>
  couples: Couple[]
  /** When name or bookmarks last changed, in milliseconds. */
  changed: number
}

export const EMPTY: VaultContent = { name: '', bookmarks: {}, couples: [], changed: 0 }

const Pair = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})

/** A ring may carry more than this copy knows of; all of it is kept. */
const Kept = z.looseObject({
  session: z.string(),
  seat: z.string(),
  secrets: z.record(z.string(), z.record(z.string(), z.string())),
  invites: z.array(z.looseObject({ secret: z.string() })),
  accepted: z.array(z.string()),
  names: z.looseObject({ own: z.string() }),
})

const CoupleShape = z.looseObject({
  session: z.string(),
  alias: z.string(),
  kind: z.enum(['supervised', 'practice']),
  made: z.number(),
  changed: z.number(),
  named: z.optional(z.number()),
  device: z.optional(z.strictObject({ agree: Pair, sign: Pair })),
  kept: Kept,
  ended: z.optional(z.enum(ENDS)),
  gone: z.optional(z.literal(true)),
})

const Content = z.looseObject({
  name: z.string(),
  bookmarks: z.record(z.string(), z.string()),
  couples: z.array(CoupleShape),
  changed: z.number(),
})

/** Throws on anything a workspace would not have written. */
export const readContent = (value: unknown): VaultContent => Content.parse(value) as unknown as VaultContent

/** Whether its session can still be opened. */
export const isOpenable = (couple: Couple): couple is Couple & { device: ExportedDevice } =>
  couple.device !== undefined && !isBuried(couple)

const isBuried = ({ ended, gone }: Couple): boolean => gone === true || ended !== undefined

/** Of what has ended or is off the list no secret stays. */
export const bury = (couple: Couple): Couple => {
  if (!isBuried(couple)) return couple
  const { device: _, ...rest } = couple
  return { ...rest, kept: { ...couple.kept, secrets: {}, invites: [], accepted: [] } }
}

/** What ended one copy ends both. */
export const endOf = (one: Couple, other: Couple): Pick<Couple, 'ended' | 'gone'> => {
  const ended = ENDS.findLast(end => end === one.ended || end === other.ended)
  return { ...(ended && { ended }), ...((one.gone || other.gone) && { gone: true }) }
}

/** The new content with a time on everything that differs, always later than before; who was left out is marked gone. */
export const stamped = (before: VaultContent, after: VaultContent, now: number): VaultContent => {
  const there = new Map(before.couples.map(couple => [couple.session, couple]))
  const left = new Set(after.couples.map(({ session }) => session))
  const marks = before.couples
    .filter(({ session }) => !left.has(session))
    .map(couple => ({ ...couple, gone: true as const }))
  const couples = [...after.couples, ...marks].map(couple => stampedCouple(there.get(couple.session), couple, now))
  const isSame = after.name === before.name && isAlike(after.bookmarks, before.bookmarks)
  return { ...after, couples, changed: isSame ? before.changed : Math.max(now, before.changed + 1) }
}

const stampedCouple = (before: Couple | undefined, after: Couple, now: number): Couple => {
  if (before === after) return after
  const isSameOne = before !== undefined && before.made === after.made
  const next = bury(isSameOne ? { ...after, ...endOf(before, after) } : after)
  if (!before) return { ...next, named: now, changed: now }
  const isNamedSame = isAlike(nameOf(before), nameOf(next))
  const isRestSame = isAlike(restOf(before), restOf(next))
  if (isNamedSame && isRestSame) return before
  return {
    ...next,
    named: isNamedSame ? namedOf(before) : Math.max(now, namedOf(before) + 1),
    changed: isRestSame ? before.changed : Math.max(now, before.changed + 1),
  }
}

/** What the therapist calls a couple changes apart from all else. */
export const nameOf = ({ alias, kind }: Couple): Pick<Couple, 'alias' | 'kind'> => ({ alias, kind })
export const namedOf = ({ named, changed }: Couple): number => named ?? changed
const restOf = (couple: Couple): Couple => ({ ...couple, alias: '', kind: 'supervised', named: 0, changed: 0 })
