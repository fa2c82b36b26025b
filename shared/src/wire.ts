import * as z from 'zod/mini'
import { Act, Base, Channel, Entry, Hash, Id, KeepDays, PlaceName, Seat, SideAct, SideEntry } from './acts.ts'
import { REFUSAL_CODES } from './refusal.ts'

export const PROTOCOL = 1
export const SCRIPT = 1
export const SUBPROTOCOL = `haven.${PROTOCOL}`

/** The only home of sizes and rates. Sizes in bytes, times in milliseconds. */
export const LIMITS = {
  frame: 16_384,
  body: 16_384,
  /** Holds the secrets of every epoch, about 50 bytes each. */
  capsule: 8_192,
  /** An encapsulated key, a secret and its tag. */
  wrap: 113,
  /** Devices of a session at one time. */
  devices: 16,
  /** Of one seat. */
  seatDevices: 4,
  /** A new secret of the room after so long, or so many entries. */
  epoch: { seconds: 7 * 86_400, entries: 1_000 },
  /** Padded plain sizes; a box adds a 12-byte nonce and a 16-byte tag. */
  boxSizes: [512, 1024, 2048, 4096, 8192],
  boxOverhead: 28,
  words: 8_000,
  page: { entries: 100, bytes: 131_072 },
  baseLag: 16,
  entries: 2_000,
  /** Beyond these, for each seat, to let words and permissions go. */
  leaving: 600,
  queue: 5_000,
  queueAge: 2_000,
  acts: { burst: 20, perSecond: 1 },
  /** Of any kind, pings and what is too fast included; beyond it the socket is closed. */
  frames: { burst: 240, perSecond: 20 },
  /** What one device says of its head; beyond it a frame is dropped, for the next one says more. */
  heads: { burst: 20, perSecond: 1 },
  hellos: { burst: 10, perSecond: 10 / 60 },
  failedClaims: { burst: 10, perSecond: 10 / 600 },
  /** The global breaker: failed claims from everywhere together. */
  allFailedClaims: { burst: 1_000, perSecond: 1_000 / 600 },
  creations: { burst: 10, perSecond: 10 / 3600 },
  sockets: { session: 8, seat: 4, strangersPerAddress: 20 },
  buffered: 262_144,
  helloMs: 5_000,
  silentMs: 50_000,
  awayMs: 10_000,
  sweepMs: 5_000,
  idleRoomMs: 60_000,
  inviteMs: 72 * 3_600_000,
  /** A link for one more device of the own seat, which lies before its maker. */
  ownInviteMs: 600_000,
  /** What one partner alone asks to forget is gone after this, unless they change their mind. */
  forgetMs: 72 * 3_600_000,
  therapistInviteMs: 24 * 3_600_000,
  claimRepeatMs: 600_000,
  tombstoneMs: 30 * 86_400_000,
  restartSpreadPerSecond: 500,
} as const

export const CLOSE = {
  done: 1000,
  restart: 1012,
  tooBig: 1009,
  malformed: 4400,
  loginRefused: 4401,
  removed: 4403,
  noHello: 4408,
  otherTab: 4409,
  erased: 4410,
  protocol: 4426,
  tooFast: 4429,
  cannotLoad: 4500,
} as const

const bytes = z.string().check(z.regex(/^[\w-]*$/))
const seq = z.int().check(z.minimum(0))
const capsule = /* @__PURE__ */ (() => bytes.check(z.maxLength(Math.ceil((LIMITS.capsule * 4) / 3))))()
const Wrap = bytes.check(z.length(Math.ceil((LIMITS.wrap * 4) / 3)))
const Since = /* @__PURE__ */ (() => z.partialRecord(Channel, seq))()

// What the server alone reads is made in functions without effects, so that the page can leave it out.
const Propose = /* @__PURE__ */ (() =>
  z.strictObject({
    type: z.literal('propose'),
    mid: Id,
    channel: Channel,
    epoch: z.int().check(z.minimum(1)),
    step: PlaceName,
    base: Base,
    act: z.union([Act, SideAct]),
    box: bytes,
  }))()
export type Propose = z.infer<typeof Propose>

/**
 * Where the verified room of a device ends, with an answer for each other device that showed a nonce: an empty box that
 * binds this head to it. Handed on to the other devices that are here, and kept nowhere.
 */
const Head = z.strictObject({
  type: z.literal('head'),
  nonce: Id,
  epoch: z.int().check(z.minimum(1)),
  ...Base.shape,
  proofs: z
    .array(z.strictObject({ to: Id, box: bytes.check(z.length(Math.ceil((LIMITS.boxOverhead * 4) / 3))) }))
    .check(z.maxLength(LIMITS.sockets.session)),
})
export type Head = z.infer<typeof Head>

/** Device → server. */
export const Upward = /* @__PURE__ */ (() =>
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('hello'),
      session: Id,
      device: Id,
      proof: bytes.check(z.length(86)),
      since: Since,
    }),
    Propose,
    z.strictObject({ type: z.literal('resume'), since: Since }),
    z.strictObject({
      type: z.literal('invite'),
      seat: Seat,
      claimHash: Hash,
      capsule,
      /** For a seat that is taken; the other kind of link is never one for it, however late it comes. */
      taken: z.optional(z.literal(true)),
      /** Another capsule for a link that the server has; not answered. */
      again: z.optional(z.literal(true)),
    }),
    /** A new secret of a channel, for each device that reads it. */
    z.strictObject({
      type: z.literal('wrap'),
      channel: Channel,
      epoch: z.int().check(z.minimum(2)),
      room: z.int().check(z.minimum(1)),
      wraps: z.array(z.strictObject({ to: Id, box: Wrap })).check(z.minLength(1), z.maxLength(LIMITS.devices)),
    }),
    z.strictObject({ type: z.literal('forget'), what: z.enum(['session', 'never-mind']) }),
    /** A therapist is in this room now, or only has it in a list. Partners are always here while they are connected. */
    z.strictObject({ type: z.literal('attend'), isHere: z.boolean() }),
    Head,
    z.strictObject({ type: z.literal('ping'), n: z.int() }),
  ]))()
export type Upward = z.infer<typeof Upward>

const InviteState = z.strictObject({
  seat: Seat,
  state: z.enum(['open', 'claimed', 'expired']),
  claimedAt: z.optional(z.int()),
  triedAgain: z.int(),
})

/** What opens the boxes of an epoch: the server's half, and the devices' half as it was wrapped to this device. */
const Keys = z.strictObject({
  shares: z.array(z.strictObject({ channel: Channel, epoch: z.int(), share: Hash })),
  wraps: z.array(z.strictObject({ channel: Channel, epoch: z.int(), box: Wrap })),
})

/** Which seats have asked to forget the session, and when it goes if nothing changes: whole seconds; null when nobody has. */
const Forgetting = z.strictObject({ seats: z.array(Seat), due: z.nullable(z.int()) })
export type Forgetting = z.infer<typeof Forgetting>

/** Server → device. The log is the only state that travels. */
export const Downward = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('challenge'), nonce: Hash, now: z.int() }),
  z.strictObject({
    type: z.literal('welcome'),
    seat: Seat,
    epoch: z.int(),
    ...Keys.shape,
    heads: z.partialRecord(Channel, Base),
    limits: z.strictObject({ frame: z.int(), words: z.int() }),
    now: z.int(),
    script: z.int(),
    invites: z.array(InviteState),
    forgetting: Forgetting,
  }),
  z.strictObject({
    type: z.literal('entries'),
    channel: Channel,
    entries: z.array(z.union([Entry, SideEntry])).check(z.minLength(1)),
  }),
  /** Of an epoch that begins; its `rekeyed` follows. */
  z.strictObject({ type: z.literal('keys'), ...Keys.shape }),
  z.strictObject({ type: z.literal('already'), mid: Id, channel: Channel, seq: z.int() }),
  z.strictObject({
    type: z.literal('refusal'),
    mid: Id,
    code: z.enum(REFUSAL_CODES),
    step: z.string(),
    waitMs: z.optional(z.int()),
  }),
  z.strictObject({ type: z.literal('present'), seats: z.array(Seat) }),
  z.strictObject({ ...Head.shape, device: Id }),
  z.strictObject({ type: z.literal('invited'), seat: Seat, claimHash: z.optional(Hash) }),
  z.strictObject({ type: z.literal('forgetting'), ...Forgetting.shape }),
  z.strictObject({ type: z.literal('pong'), n: z.int(), now: z.int() }),
  z.strictObject({ type: z.literal('bye'), why: z.string(), spreadMs: z.int() }),
])
export type Downward = z.infer<typeof Downward>
export type Wrapping = Extract<Upward, { type: 'wrap' }>
export type Welcome = Extract<Downward, { type: 'welcome' }>

const DeviceKeys = /* @__PURE__ */ (() =>
  z.strictObject({ agreePub: bytes.check(z.length(87)), signPub: bytes.check(z.length(87)) }))()

/** POST /api/sessions */
export const CreateBody = /* @__PURE__ */ (() =>
  z.strictObject({
    session: Id,
    mode: z.enum(['couple', 'supervised', 'practice']),
    setting: z.enum(['apart', 'together']),
    seat: Seat,
    device: DeviceKeys,
    invites: z.array(z.strictObject({ seat: Seat, claimHash: Hash, capsule })).check(z.minLength(1), z.maxLength(2)),
    keepDays: KeepDays,
  }))()
export type CreateBody = z.infer<typeof CreateBody>
export type CreateAnswer = { device: string; epoch: number }

/** POST /api/claims */
export const ClaimBody = /* @__PURE__ */ (() =>
  z.strictObject({
    session: Id,
    seat: Seat,
    claim: Hash,
    device: DeviceKeys,
    joinMac: Hash,
  }))()
export type ClaimBody = z.infer<typeof ClaimBody>
export type ClaimAnswer = { device: string; capsule: string }
