import { randomBytes } from 'node:crypto'
import type { Seat } from '@haven/shared/steps.ts'
import { VAULT_LIMITS } from '@haven/shared/vault.ts'
import { CLOSE, LIMITS } from '@haven/shared/wire.ts'
import { Access } from './access.ts'
import { Gate } from './gate.ts'
import { handOver } from './handing.ts'
import { Hub } from './hub.ts'
import { Lines } from './lines.ts'
import type { Store } from './log/store.ts'
import { type Rate, Rates, UNLIMITED } from './rates.ts'
import { Metrics } from './metrics.ts'
import { Rooms } from './rooms.ts'
import { Traces } from './traces.ts'
import { Writer } from './writer.ts'

/** One line for the operator: what happened, with nothing of anybody in it. P39 */
export type Note = (what: string, facts?: Record<string, string | number>) => void

export type Parts = {
  store: Store
  /** Exactly these pages may open a socket. P1 */
  origins: readonly string[]
  /** The time of day in milliseconds. It may jump either way. */
  now: () => number
  /** Milliseconds that never go back, for waits, rates and idleness; as `now` when left out. */
  ticks?: () => number
  note: Note
  /** The folder of the built client. */
  pages?: string
  build: string
  /** Lifts the rates, never the sizes. */
  isUnlimited: boolean
  /** One proxy in front tells address and scheme. */
  isProxied: boolean
  /** Who may read /metrics from elsewhere. */
  metricsToken?: string
  /** Counted for nobody when left out. */
  metrics?: Metrics
}

/** Each time the loop goes round. */
const LOG_INS = 16

const RATES = {
  acts: LIMITS.acts,
  frames: LIMITS.frames,
  heads: LIMITS.heads,
  hellos: LIMITS.hellos,
  failedClaims: LIMITS.failedClaims,
  allFailedClaims: LIMITS.allFailedClaims,
  creations: LIMITS.creations,
  failedVaults: VAULT_LIMITS.failed,
  allFailedVaults: VAULT_LIMITS.allFailed,
  vaultCreations: VAULT_LIMITS.creations,
  vaultWrites: VAULT_LIMITS.writes,
}

/** Everything the routes share: what is stored, who is there, and how often somebody may ask. */
export type Haven = Pick<Parts, 'store' | 'origins' | 'now' | 'note'> & {
  metrics: Metrics
  access: Access
  hub: Hub
  rooms: Rooms
  writer: Writer
  lines: Lines
  /** Log-ins; each takes its time. */
  gate: Gate
  traces: Traces
  rates: Record<keyof typeof RATES, Rates>
  isUnlimited: boolean
  newShare: () => Uint8Array
  seconds: () => number
  ticks: () => number
  failed: (error: unknown) => void
  /** Closes a session whose log is not whole, until the server is started again, and alarms the operator. P42 */
  broken: (session: string) => void
  /** Set once: nothing new is let in any more. P34 */
  isStopping: boolean
}

export const openHaven = ({ origins, now, note, isUnlimited, metrics = new Metrics(), ...parts }: Parts): Haven => {
  const store = { ...parts.store, log: metrics.watch(parts.store.log) }
  const { ticks = now } = parts
  const hub = new Hub(ticks)
  const failed = (error: unknown) => {
    metrics.failed(codeOf(error))
    note('failed', { code: codeOf(error) })
  }
  const writer = new Writer({ log: store.log, now: ticks, alarm: failed })
  const traces = new Traces(now)
  const shut = new Set<string>()
  const broken = (session: string) => {
    if (!shut.has(session)) note('broken', { session: traces.of(session) })
    if (!shut.has(session)) metrics.failed('broken')
    shut.add(session)
    rooms.drop(session)
    hub.close(session, CLOSE.cannotLoad)
  }
  const isBroken = (session: string) => shut.has(session)
  const inviters = (session: string) => invitersOf(store, session)
  const rateOf = (rate: Rate) => new Rates(isUnlimited ? UNLIMITED : rate, ticks)
  const { elsewhere } = parts.store
  const alone = elsewhere && (<Result>(id: string, work: () => Promise<Result>) => elsewhere.alone(id, work))
  const rooms = new Rooms({
    log: store.log,
    hub,
    writer,
    now,
    ticks,
    inviters,
    isBroken,
    broken,
    alone,
    handOver: session => handOver(store, hub, session),
  })
  const lines = new Lines(ticks)
  metrics.sizes({ sockets: () => lines.size, rooms: () => rooms.size, waiting: () => writer.load.acts })
  return {
    metrics,
    store,
    origins,
    now,
    ticks,
    note,
    isUnlimited,
    failed,
    broken,
    hub,
    writer,
    access: new Access(store.access),
    rooms,
    lines,
    gate: new Gate(LOG_INS),
    traces,
    rates: Object.fromEntries(Object.entries(RATES).map(([name, rate]) => [name, rateOf(rate)])) as Haven['rates'],
    newShare: () => randomBytes(32),
    seconds: () => Math.floor(now() / 1000),
    isStopping: false,
  }
}

/** Which seat's link each device came by. */
const invitersOf = async ({ access }: Store, session: string): Promise<Map<string, Seat>> => {
  const [devices, invites] = await Promise.all([access.devices(session), access.invites(session)])
  const seats = new Map(devices.map(({ id, seat }) => [id, seat]))
  return new Map(
    invites.flatMap(({ claimedBy, byDevice }) => {
      const seat = seats.get(byDevice)
      return claimedBy !== null && seat ? [[claimedBy, seat] as const] : []
    }),
  )
}

/** A code and never a message: messages may quote what somebody sent. P39 */
export const codeOf = (error: unknown): string => {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown }
  return typeof code === 'string' ? code : String(name ?? 'unknown')
}
