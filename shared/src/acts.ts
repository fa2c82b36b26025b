import * as z from 'zod/mini'
import { SEATS } from './steps.ts'

/** base64url without padding that decodes to exactly `size` bytes. */
const bytesOf = (size: number) => z.string().check(z.regex(/^[\w-]*$/), z.length(Math.ceil((size * 4) / 3)))

export const Id = bytesOf(16)
export const Hash = bytesOf(32)
export const Seat = z.enum(SEATS)
/** How long a session is kept after its last entry; 0: until its people close it. */
export const KeepDays = z.int().check(z.minimum(0), z.maximum(3650))
const fact = z.string().check(z.maxLength(128))
/** Where an act was done, as its author saw it; nothing that one store reads otherwise than another. */
export const PlaceName = z.string().check(z.maxLength(32), z.regex(/^[A-Za-z0-9.]*$/))
const plain = <Type extends string>(type: Type) => z.strictObject({ type: z.literal(type) })
const choosing = <Type extends string>(type: Type) => z.strictObject({ type: z.literal(type), choice: fact })

const erased = z.strictObject({
  type: z.literal('erased'),
  seqs: z.array(z.int().check(z.minimum(1))).check(z.minLength(1), z.maxLength(64)),
})

/**
 * What a person can do, in the past tense because the log keeps it as a fact. Everything here is public;
 * words travel in the box. Strict: a fact that does not belong to its act fails to parse.
 */
export const Act = z.discriminatedUnion('type', [
  plain('readied'),
  z.strictObject({
    type: z.literal('agreed'),
    wording: z.optional(fact),
    kinds: z.optional(fact),
    choice: z.optional(z.enum(['one', 'two'])),
  }),
  choosing('chose'),
  z.strictObject({ type: z.literal('spoke'), aloud: z.boolean() }),
  plain('stayed'),
  plain('finished'),
  plain('skipped'),
  choosing('answered'),
  choosing('tookBack'),
  plain('parked'),
  z.strictObject({ type: z.literal('paused'), minutes: z.int().check(z.minimum(1), z.maximum(1440)) }),
  plain('returned'),
  plain('setDown'),
  plain('ended'),
  plain('held'),
  plain('released'),
  plain('guided'),
  choosing('askedBack'),
  z.strictObject({ type: z.literal('allowed'), kind: fact }),
  z.strictObject({ type: z.literal('endorsed'), device: Id }),
  z.strictObject({ type: z.literal('withdrew'), kind: fact }),
  /** Another device of the own seat is let out for good. */
  z.strictObject({ type: z.literal('removed'), device: Id }),
  plain('reviewed'),
  plain('remarked'),
  z.strictObject({ type: z.literal('retained'), days: KeepDays }),
  erased,
])
export type Act = z.infer<typeof Act>
export type ActType = Act['type']

/** What is done in the channels beside the room, where no machine listens: all of it in the box. */
export const SideAct = z.discriminatedUnion('type', [
  plain('whispered'),
  plain('noted'),
  plain('bookmarked'),
  plain('kept'),
  erased,
])
export type SideAct = z.infer<typeof SideAct>
export type SideType = Exclude<SideAct['type'], 'erased'>

/** What the server itself writes: entries without box, base or mid, outside the flow. */
export const HavenAct = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('opened'),
    script: z.literal(1),
    mode: z.enum(['couple', 'supervised', 'practice']),
    setting: z.enum(['apart', 'together']),
    therapist: z.boolean(),
    keepDays: KeepDays,
  }),
  z.strictObject({
    type: z.literal('joined'),
    seat: Seat,
    device: Id,
    agreePub: fact,
    signPub: fact,
    joinMac: z.optional(fact),
    /** Of a seat that was taken: whose link it was. The seat's own: one more device; another's: in place of the others. */
    from: z.optional(Seat),
  }),
  /** A new secret from here on: made by a device, for all that read this channel after that entry of the room. */
  z.strictObject({ type: z.literal('rekeyed'), device: Id, room: z.int().check(z.minimum(1)) }),
])
export type HavenAct = z.infer<typeof HavenAct>
export type Rekeyed = Extract<HavenAct, { type: 'rekeyed' }>
export type Opened = Extract<HavenAct, { type: 'opened' }>

/** Which types may carry words; their boxes are padded to a size class even when empty. All others seal nothing. */
const WORDED: ReadonlySet<string> = new Set<ActType | SideType>([
  'agreed',
  'spoke',
  'answered',
  'parked',
  'guided',
  'remarked',
  'whispered',
  'noted',
  'bookmarked',
  'kept',
])
export const mayCarryWords = (type: string): boolean => WORDED.has(type)

/** The types of entries that tell who is in a session, and how it was opened. */
export const MOVES = ['opened', 'joined', 'endorsed', 'removed', 'withdrew'] as const

export const Base = z.strictObject({ seq: z.int().check(z.minimum(0)), hash: Hash })
export type Base = z.infer<typeof Base>

export const Channel = z.enum(['room', 'whisper:p1', 'whisper:p2', 'notes', 'private:p1', 'private:p2'])
export type Channel = z.infer<typeof Channel>

const stamp = {
  seq: z.int().check(z.minimum(1)),
  /** Whole seconds since 1970, stamped by the server; never decreases within a channel. */
  at: z.int().check(z.minimum(0)),
  epoch: z.int().check(z.minimum(1)),
}

const bySeat = {
  ...stamp,
  by: Seat,
  device: Id,
  mid: Id,
  base: Base,
  box: z.nullable(z.string()),
  boxHash: z.optional(Hash),
}

/** An act somebody did. `box` is null once its words were erased; then `boxHash` stands in. */
export const SeatEntry = z.strictObject({ ...bySeat, step: PlaceName, act: Act })
export type SeatEntry = z.infer<typeof SeatEntry>

/** An act in a channel beside the room; it belongs to no step. */
export const SideEntry = z.strictObject({ ...bySeat, step: z.literal(''), act: SideAct })
export type SideEntry = z.infer<typeof SideEntry>

export const HavenEntry = z.strictObject({ ...stamp, by: z.literal('haven'), act: HavenAct })
export type HavenEntry = z.infer<typeof HavenEntry>

export const Entry = z.discriminatedUnion('by', [SeatEntry, HavenEntry])
export type Entry = z.infer<typeof Entry>

export type AnyEntry = Entry | SideEntry

export const isBySeat = <Of extends AnyEntry>(entry: Of): entry is Exclude<Of, HavenEntry> => entry.by !== 'haven'
