import type { Channel } from '@haven/shared/acts.ts'
import { mayUse } from '@haven/shared/channels.ts'
import { isTaken } from '@haven/shared/members.ts'
import { isPartner, type Seat } from '@haven/shared/steps.ts'
import { CLOSE, type Head, LIMITS, SCRIPT, Upward, type Welcome } from '@haven/shared/wire.ts'
import { newNonce, toText } from './bytes.ts'
import { standsNow } from './elsewhere.ts'
import type { Haven } from './haven.ts'
import type { Listener } from './hub.ts'
import type { Member } from './judge.ts'
import type { Line } from './line.ts'
import type { Device, Invite } from './log/records.ts'
import { converse } from './conversation.ts'
import { Desk } from './desk.ts'
import type { Room } from './room.ts'
import { Broken } from './whole.ts'

type Hello = Extract<Upward, { type: 'hello' }>
type Hears = (text: string) => void

/** From the challenge to the welcome. Returns what hears the frames; nothing is awaited before that. P3 */
export const greet = (haven: Haven, line: Line): Hears => {
  const nonce = newNonce()
  const tooSoon: Hears = () => line.close(CLOSE.malformed)
  let hear: Hears = text => {
    hear = tooSoon
    const hello = readHello(text)
    if (!hello) return line.close(CLOSE.malformed)
    logIn(haven, line, { hello, nonce })
      .then(next => next && (hear = next))
      .catch(error => {
        haven.failed(error)
        line.close(CLOSE.cannotLoad)
      })
  }
  line.send({ type: 'challenge', nonce: toText(nonce), now: haven.seconds() })
  return text => hear(text)
}

const readHello = (text: string): Hello | undefined => {
  try {
    const { data } = Upward.safeParse(JSON.parse(text))
    return data?.type === 'hello' ? data : undefined
  } catch {
    return undefined
  }
}

/** P7: before the proof holds, no room, seat or rate of this device is touched. */
const logIn = async (haven: Haven, line: Line, { hello, nonce }: { hello: Hello; nonce: Uint8Array }) => {
  const { session, device: id, proof, since } = hello
  line.hasSpoken = true
  await haven.gate.pass()
  const device = await haven.access.prove({ session, device: id, proof, origin: line.caller.origin, nonce })
  const goneAs = async (otherwise: number) =>
    line.close((await haven.store.access.isErased(session)) ? CLOSE.erased : otherwise)
  if (!device) return goneAs(CLOSE.loginRefused)
  if (device.removed) return line.close(CLOSE.removed)
  if (haven.rates.hellos.take(haven.traces.of(session + id)) > 0) return line.close(CLOSE.tooFast)
  const { room, release } = haven.rooms.hold(session)
  line.onLeave(release)
  if (!(await room.load())) return goneAs(CLOSE.cannotLoad)
  const welcome = await welcomeOf(haven, room, device)
  if (line.isClosed) return undefined
  if (room.isGone) return goneAs(CLOSE.cannotLoad)
  if (!room.seating.has(device.seat)) return line.close(CLOSE.removed)
  return sitDown(haven, { line, room, member: { session, device: id, seat: device.seat } }, { welcome, since })
}

type Seating = { line: Line; room: Room; member: Member }
type Greeting = { welcome: Welcome; since: Hello['since'] }

/** One step of the loop: the older socket is closed, whichever said hello first, then comes the welcome. P5, P28 */
const sitDown = (haven: Haven, seating: Seating, { welcome, since }: Greeting): Hears | void => {
  const { line, member } = seating
  const { session, seat, device } = member
  const { order } = line
  if (haven.hub.isOvertaken(session, { device, order })) return line.close(CLOSE.otherTab)
  const desk = deskOf(haven, seating, Object.keys(welcome.heads) as Channel[])
  let isWelcome = false
  const listener: Listener = {
    seat,
    device,
    order,
    isHere: isPartner(seat),
    hear: news => desk.readers.get(news.channel)?.hear(news),
    tell: frame => isWelcome && line.tell(frame),
    close: code => line.close(code),
  }
  haven.lines.admit(line)
  line.onLeave(haven.hub.enter(session, listener))
  isWelcome = true
  bid(line, welcome, haven.hub.present(session))
  for (const [channel, reader] of desk.readers)
    reader.from(since[channel] ?? 0, Math.max(haven.rooms.headOf(session, channel), welcome.heads[channel]!.seq))
  const attend = (isHere: boolean) => haven.hub.attend(session, listener, isHere)
  const relay = (head: Head) => haven.hub.relay(session, listener, head)
  return converse(haven, { line, desk, member, attend, relay })
}

/** Apart, so that nothing that stays keeps the keys that were told. */
const bid = (line: Line, welcome: Welcome, seats: Seat[]): void =>
  line.together(() => {
    line.send(welcome)
    line.send({ type: 'present', seats })
  })

const deskOf = (haven: Haven, { line, room }: Seating, channels: readonly Channel[]): Desk => {
  const { session } = room
  const open = (channel: Channel) => {
    const held = haven.rooms.hold(session, channel)
    line.onLeave(held.release)
    return held.room
  }
  const failed = (error: unknown) => {
    haven.failed(error)
    if (error instanceof Broken) haven.broken(session)
    else line.close(CLOSE.cannotLoad)
  }
  return new Desk({ room, channels, open }, { line, failed })
}

const welcomeOf = async (haven: Haven, room: Room, { id, seat }: Device): Promise<Welcome> => {
  const { store, seconds, failed } = haven
  const { session, seating } = room
  const [stands, shares, wraps, invites, asked] = await Promise.all([
    standsNow(haven, session),
    store.shares.of(session),
    store.access.wraps(session, id),
    store.access.invites(session),
    store.access.forgetting(session),
  ])
  const open = stands.filter(({ channel }) => seating.channels.includes(channel) && mayUse(seat, channel))
  const isFirst = invites.some(({ claimedBy, capsule }) => claimedBy === id && capsule !== null)
  if (isFirst) await store.access.dropCapsule(session, id).catch(failed)
  return {
    type: 'welcome',
    seat,
    epoch: room.epoch,
    shares: shares
      .filter(({ channel }) => mayUse(seat, channel))
      .map(({ channel, epoch, share }) => ({ channel, epoch, share: toText(share) })),
    wraps: wraps.map(({ box, ...place }) => ({ ...place, box: toText(box) })),
    heads: Object.fromEntries(open.map(({ channel, head, hash }) => [channel, { seq: head, hash: toText(hash) }])),
    limits: { frame: LIMITS.frame, words: LIMITS.words },
    now: seconds(),
    script: SCRIPT,
    invites: invites.filter(one => one.byDevice === id && isShown(room, one)).map(invite => shown(invite, seconds())),
    forgetting: asked ?? { seats: [], due: null },
  }
}

/** A link for a seat that is taken is nobody's way to begin: who gave it has it. */
const isShown = ({ members }: Room, { seat, claimedAt }: Invite) => claimedAt !== null || !isTaken(members, seat)

const shown = ({ seat, claimedAt, expires, triedAgain }: Invite, now: number): Welcome['invites'][number] =>
  claimedAt === null
    ? { seat, state: expires <= now ? 'expired' : 'open', triedAgain }
    : { seat, state: 'claimed', claimedAt, triedAgain }
