import { belongs, isOfSide, isSide, whispersWith } from '@haven/shared/channels.ts'
import type { RefusalCode } from '@haven/shared/refusal.ts'
import { mayComeLater } from '@haven/shared/refusal.ts'
import { CLOSE, type Downward, type Head, LIMITS, type Propose, Upward } from '@haven/shared/wire.ts'
import { isCanonical, isTight } from './bytes.ts'
import { askToForget } from './forgetting.ts'
import { type InTurn, oneByOne, standsNow } from './elsewhere.ts'
import type { Haven } from './haven.ts'
import { invite } from './inviting.ts'
import type { Member } from './judge.ts'
import type { Line } from './line.ts'
import type { Reply } from './proposal.ts'
import { rekey } from './rekeying.ts'
import type { Desk } from './desk.ts'
import type { Room } from './room.ts'

type Seated = {
  line: Line
  desk: Desk
  member: Member
  attend(isHere: boolean): void
  relay(head: Head): void
}

const WAIT_MS = 1_000

/** What one logged-in socket may say, and what it hears in return. Who says it is known from the log-in. P11 */
export const converse = (haven: Haven, seated: Seated): ((text: string) => void) => {
  const { line, member } = seated
  const trace = haven.traces.of(member.session + member.device)
  const reply = replyTo(haven, line)
  const inTurn = oneByOne()
  const take = () => haven.rates.acts.take(trace)
  const failed = (error: unknown) => {
    haven.failed(error)
    line.close(CLOSE.cannotLoad)
  }
  const relay = (head: Head) => haven.rates.heads.take(trace) === 0 && seated.relay(head)
  const hear = (frame: Exclude<Upward, Head>) => {
    if (frame.type === 'propose') return propose(haven, seated, { frame, reply, inTurn, waitMs: take() })
    if (frame.type === 'ping') return line.send({ type: 'pong', n: frame.n, now: haven.seconds() })
    if (frame.type === 'hello') return line.close(CLOSE.malformed)
    if (take() > 0) return line.close(CLOSE.tooFast)
    if (frame.type === 'attend') return member.seat === 'therapist' ? seated.attend(frame.isHere) : undefined
    if (frame.type === 'resume') return resume(seated.desk, frame.since)
    if (frame.type === 'wrap') return void rekey(haven, seated, frame).catch(failed)
    if (frame.type === 'forget') return void askToForget(haven, member, frame.what).catch(failed)
    invite(haven, seated, frame).catch(failed)
  }
  return text => {
    if (haven.rates.frames.take(trace) > 0) return line.close(CLOSE.tooFast)
    const frame = read(text)
    if (frame === 'malformed') line.close(CLOSE.malformed)
    else if ('byHaven' in frame)
      propose(haven, seated, { frame: frame.byHaven, reply, inTurn, waitMs: take(), isByHaven: true })
    else if (frame.type === 'head') relay(frame)
    else hear(frame)
  }
}

/** Each channel that is named goes on from there. P28 */
const resume = ({ readers }: Desk, since: Extract<Upward, { type: 'resume' }>['since']): void => {
  for (const [channel, reader] of readers) {
    const from = since[channel]
    if (from !== undefined) reader.from(from)
  }
}

/** P12 before anything is judged, then P13; the rest is the channel's. */
const propose = (
  haven: Haven,
  { line, member, desk }: Seated,
  {
    frame,
    reply,
    inTurn,
    waitMs,
    isByHaven,
  }: { frame: Propose; reply: Reply; inTurn: InTurn; waitMs: number; isByHaven?: boolean },
): void => {
  const { mid, step } = frame
  const later = (code: RefusalCode, ms: number) => {
    haven.metrics.refused(code)
    line.send({ type: 'refusal', mid, code, step, waitMs: ms })
  }
  if (waitMs > 0) return later('slow-down', waitMs)
  if (isOverloaded(haven)) return later('overloaded', WAIT_MS)
  const room = isByHaven ? undefined : openFor(desk, member, frame)
  if (!room) return reply.refuse(mid, 'forbidden', step)
  inTurn({
    look: haven.store.elsewhere && frame.base.seq > room.head ? () => standsNow(haven, member.session) : undefined,
    go: () => room.propose({ propose: frame, member, reply, tries: 0 }),
    failed: error => {
      haven.failed(error)
      later('cannot-store', WAIT_MS)
    },
  })
}

/** P13. A partner whispers once the one who invited them has vouched for their device. */
const openFor = (desk: Desk, { seat, device }: Member, { channel, act }: Propose): Room | undefined => {
  const { room } = desk
  if (!isSide(channel)) return isOfSide(act.type) ? undefined : room
  const isVouchedFor = whispersWith(channel) !== seat || room.seating.isEndorsed(device)
  if (room.seating.isShut(device)) return undefined
  return isVouchedFor && belongs(act.type, channel) && !room.isLeaving(seat) ? desk.at(channel) : undefined
}

const isOverloaded = ({ writer, ticks }: Haven): boolean => {
  const { acts, since } = writer.load
  return acts >= LIMITS.queue || (since !== undefined && ticks() - since > LIMITS.queueAge)
}

const replyTo = ({ metrics }: Haven, line: Line): Reply => ({
  already: ({ mid, channel }, seq) => line.send({ type: 'already', mid, channel, seq }),
  refuse: (mid, code, step) => {
    metrics.refused(code)
    line.send(refusalOf(mid, code, step))
  },
  malformed: () => line.close(CLOSE.malformed),
})

const refusalOf = (mid: string, code: RefusalCode, step: string): Downward => ({
  type: 'refusal',
  mid,
  code,
  step,
  ...(mayComeLater(code) && { waitMs: WAIT_MS }),
})

type ByHaven = { byHaven: Propose }

const read = (text: string): Upward | ByHaven | 'malformed' => {
  try {
    const raw: unknown = JSON.parse(text)
    const { data } = Upward.safeParse(raw)
    if (!data) return readByHaven(raw) ?? 'malformed'
    return data.type === 'propose' && !isWritten(data) ? 'malformed' : data
  } catch {
    return 'malformed'
  }
}

/** P13: a well-made frame with an act that only the server writes is refused, not malformed. */
const readByHaven = (raw: unknown): ByHaven | undefined => {
  const { type } = ((raw as { act?: unknown }).act ?? {}) as { type?: unknown }
  if (type !== 'opened' && type !== 'joined' && type !== 'rekeyed') return undefined
  const { data } = Upward.safeParse({ ...(raw as object), act: { type: 'ended' } })
  return data?.type === 'propose' ? { byHaven: data } : undefined
}

/** Several texts decode to the same bytes; only the one we would write ourselves is taken, so that a copy stays equal. */
const isWritten = ({ mid, base, box }: Propose): boolean => isCanonical(mid) && isTight(base.hash) && isTight(box)
