/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like session/ itself */
import type { AnyEntry, Channel } from '@haven/shared/acts.ts'
import { mayUse } from '@haven/shared/channels.ts'
import { learnMember, type Members, readersOf } from '@haven/shared/members.ts'
import type { Seat } from '@haven/shared/steps.ts'
import type { Upward, Wrapping } from '@haven/shared/wire.ts'
import { random, toText } from '../../seal/keys.ts'
import { headOf, type ServerLog } from './server-log.ts'

/** A test helper: what a server in memory keeps of epochs. */
export type Wrapped = { channel: Channel; epoch: number; to: string; box: string }

export const wrapsFor = (wraps: readonly Wrapped[], device: string) =>
  wraps.filter(({ to }) => to === device).map(({ channel, epoch, box }) => ({ channel, epoch, box }))

export const sharesIn = (logs: ReadonlyMap<Channel, ServerLog>, seat: Seat) =>
  [...logs]
    .filter(([channel]) => mayUse(seat, channel))
    .flatMap(([channel, { shares }]) => shares.map((share, at) => ({ channel, epoch: at + 1, share })))

/** What a welcome says of the log. */
export const firstOf = (logs: ReadonlyMap<Channel, ServerLog>, seat: Seat) => ({
  type: 'welcome',
  seat,
  epoch: logs.get('room')!.shares.length,
  shares: sharesIn(logs, seat),
  heads: Object.fromEntries(
    [...logs].filter(([channel]) => mayUse(seat, channel)).map(([channel, log]) => [channel, headOf(log)]),
  ),
  limits: { frame: 16_384, words: 8_000 },
  now: 0,
  script: 1,
})

export const membersIn = (room: readonly AnyEntry[]): Members => room.reduce<Members>(learnMember, [])

export const isFitting = ({ shares }: ServerLog, members: Members, { channel, epoch, wraps }: Wrapping): boolean => {
  const readers = readersOf(members, channel)
  return (
    epoch === shares.length + 1 &&
    wraps.length === readers.length &&
    wraps.every(({ to }) => readers.some(({ device }) => device === to))
  )
}

/** Keeps a new epoch; the answer is what each device is told. */
export const newEpoch = ({ shares }: ServerLog, { channel, epoch, wraps }: Wrapping, kept: Wrapped[]) => {
  const share = toText(random(32))
  shares.push(share)
  kept.push(...wraps.map(wrap => ({ ...wrap, channel, epoch })))
  return wraps.map(({ to, box }) => ({
    device: to,
    keys: { type: 'keys', shares: [{ channel, epoch, share }], wraps: [{ channel, epoch, box }] },
  }))
}

/** Links by the hash of what claims them. `by`: the device that gave it. `from`: for a seat that is taken, whose it is. */
export type Offer = { seat: Seat; capsule: string; by: string; from?: Seat; isUsed?: boolean; isOver?: boolean }
export type Offers = Map<string, Offer>

type Asked = Extract<Upward, { type: 'invite' }>
type Stored = Pick<Asked, 'seat' | 'claimHash' | 'capsule'>

/** A new link for a seat: another that was open is dead. What its giver is told. */
export const offerIn = (
  offers: Offers,
  { seat, claimHash, capsule, taken, again }: Stored & Pick<Asked, 'taken' | 'again'>,
  by: { seat?: Seat; device: string },
): object[] => {
  const known = offers.get(claimHash)
  if (again) {
    if (known) known.capsule = capsule
    return []
  }
  const isOver = (offer: Offer) => offer.seat === seat && !offer.isUsed && Boolean(offer.from) === Boolean(taken)
  for (const [hash, offer] of offers) if (isOver(offer)) offers.delete(hash)
  offers.set(claimHash, { seat, capsule, by: by.device, ...(taken && by.seat && { from: by.seat }) })
  return [{ type: 'invited', seat, ...(taken && { claimHash }) }]
}
