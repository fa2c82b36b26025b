import { isSide, mayUse } from '@haven/shared/channels.ts'
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
import type { Desk } from './desk.ts'
import { Reader } from './reader.ts'
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
  const desk = { room, sides: await sidesOf(haven, line, { room, seat: device.seat }) }
  const welcome = await welcomeOf(haven, desk, device)
  if (line.isClosed) return undefined
  if (room.isGone) return goneAs(CLOSE.cannotLoad)
  if (!room.seating.has(device.seat)) return line.close(CLOSE.removed)
  return sitDown(haven, { line, desk, member: { session, device: id, seat: device.seat } }, { welcome, since })
}

/** The channels beside the room that this seat may use, held for as long as the line is there; sessions from before there
 *  were any have none. P6 */
const sidesOf = async (
  haven: Haven,
  line: Line,
  { room, seat }: { room: Room; seat: Seat },
): Promise<Desk['sides']> => {
  const channels = room.seating.channels.filter(isSide).filter(channel => mayUse(seat, channel))
  const held = channels.map(channel => haven.rooms.hold(room.session, channel))
  for (const { release } of held) line.onLeave(release)
  const isThere = await Promise.all(held.map(side => side.room.load()))
  return new Map(held.filter((_, at) => isThere[at]).map(side => [side.room.channel, side.room]))
}

type Seating = { line: Line; desk: Desk; member: Member }
type Greeting = { welcome: Welcome; since: Hello['since'] }

/** One step of the loop: the older socket is closed, whichever said hello first, then comes the welcome. P5, P28 */
const sitDown = (haven: Haven, { line, desk, member }: Seating, { welcome, since }: Greeting): Hears | void => {
  const { session, seat, device } = member
  const { order } = line
  if (haven.hub.isOvertaken(session, { device, order })) return line.close(CLOSE.otherTab)
  const failed = (error: unknown) => {
    haven.failed(error)
    if (error instanceof Broken) haven.broken(session)
    else line.close(CLOSE.cannotLoad)
  }
  const rooms = [desk.room, ...desk.sides.values()]
  const readers = new Map(rooms.map(({ channel, shelf }) => [channel, new Reader({ shelf, line, failed })] as const))
  let isWelcome = false
  const listener: Listener = {
    seat,
    device,
    order,
    isHere: isPartner(seat),
    hear: news => readers.get(news.channel)?.hear(news),
    tell: frame => isWelcome && line.tell(frame),
    close: code => line.close(code),
  }
  haven.lines.admit(line)
  line.onLeave(haven.hub.enter(session, listener))
  isWelcome = true
  line.together(() => {
    line.send(welcome)
    line.send({ type: 'present', seats: haven.hub.present(session) })
  })
  for (const { channel, head } of rooms)
    readers.get(channel)!.from(since[channel] ?? 0, Math.max(head, welcome.heads[channel]?.seq ?? 0))
  const attend = (isHere: boolean) => haven.hub.attend(session, listener, isHere)
  const relay = (head: Head) => haven.hub.relay(session, listener, head)
  return converse(haven, { line, desk, member, readers, attend, relay })
}

const welcomeOf = async (haven: Haven, { room, sides }: Desk, { id, seat }: Device): Promise<Welcome> => {
  const { store, seconds, failed } = haven
  const { session } = room
  const rooms = [room, ...sides.values()]
  const now = await standsNow(haven, session)
  const [shares, wraps, invites, asked, heads] = await Promise.all([
    store.shares.of(session),
    store.access.wraps(session, id),
    store.access.invites(session),
    store.access.forgetting(session),
    Promise.all(rooms.map(async one => [one.channel, now.get(one.channel) ?? (await one.stored())] as const)),
  ])
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
    heads: Object.fromEntries(heads),
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
