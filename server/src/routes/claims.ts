import { timingSafeEqual } from 'node:crypto'
import { setTimeout as after } from 'node:timers/promises'
import { type ClaimAnswer, ClaimBody, LIMITS } from '@haven/shared/wire.ts'
import type { FastifyInstance } from 'fastify'
import { newDevice } from '../access.ts'
import { isCanonical, sha256, toBytes, toText } from '../bytes.ts'
import type { Haven } from '../haven.ts'
import type { Device, Invite } from '../log/records.ts'
import type { Joining } from '../proposal.ts'
import { joinedOf } from './sessions.ts'

type Answer =
  | { status: 200; body: ClaimAnswer }
  | { status: 404; body: { code: 'unknown' } }
  | { status: 410; body: { code: 'used'; at: number } | { code: 'expired' | 'erased' } }
  | { status: 503; body: { code: 'cannot-store' } }

type Asked = { session: string; device: Device; claimHash: Uint8Array; joinMac: string }

/** A guess is answered so long after it came, and no sooner: what was found on the way cannot be timed. P10 */
const GUESS_MS = 20

const UNKNOWN: Answer = { status: 404, body: { code: 'unknown' } }

/**
 * POST /api/claims. Whoever fails too often is told to wait, each address and all of them together; whoever holds a link
 * is let in whatever others do, for no number of guesses finds one. P8–P10
 */
export const addClaims = (app: FastifyInstance, haven: Haven): void => {
  app.post('/api/claims', async (request, reply) => {
    const asked = readAsked(request.body, haven.seconds())
    if (!asked) return reply.code(400).send({ code: 'malformed' })
    const address = haven.traces.ofAddress(request.ip)
    const { failedClaims, allFailedClaims } = haven.rates
    const notBefore = after(GUESS_MS, undefined, { ref: false })
    const { status, body } = await claim(haven, asked)
    if (status !== 404) return reply.code(status).send(body)
    await notBefore
    const waitMs = failedClaims.take(address) || allFailedClaims.take('all')
    return waitMs > 0 ? reply.code(429).send({ code: 'slow-down', waitMs }) : reply.code(404).send(body)
  })
}

const readAsked = (raw: unknown, now: number): Asked | undefined => {
  const { data: body } = ClaimBody.safeParse(raw)
  const keys = body && newDevice(body.device, now)
  if (!keys) return undefined
  const device = { ...keys, seat: body.seat }
  const joinMac = toText(toBytes(body.joinMac))
  return { session: body.session, device, claimHash: sha256(toBytes(body.claim)), joinMac }
}

/** A guess does the work of a hit up to here, and no room is touched for it. P10 */
const claim = async (haven: Haven, asked: Asked): Promise<Answer> => {
  const invite = await inviteFor(haven, asked)
  const isErased = await haven.store.access.isErased(asked.session)
  if (isErased) return { status: 410, body: { code: 'erased' } }
  if (!invite) return UNKNOWN
  return haven.rooms.alone(asked.session, () => takeSeat(haven, asked))
}

/** One after the other per session, so each sees what became of the one before it. P8 */
const takeSeat = async (haven: Haven, asked: Asked): Promise<Answer> => {
  const invite = await inviteFor(haven, asked)
  if (!invite) return UNKNOWN
  if (invite.claimedAt !== null) return again(haven, asked, invite)
  if (invite.expires <= haven.seconds() || invite.capsule === null) return { status: 410, body: { code: 'expired' } }
  const became = await join(haven, asked, invite)
  if (became === 'failed') return { status: 503, body: { code: 'cannot-store' } }
  if (became === 'joined') return given(asked, invite.capsule)
  const taken = await inviteFor(haven, asked)
  return taken && taken.claimedAt !== null ? again(haven, asked, taken) : UNKNOWN
}

/** P9: a lost answer may be asked for again by the device that won. P10: the inviter learns of everyone else. */
const again = async (haven: Haven, { session, device }: Asked, invite: Invite): Promise<Answer> => {
  const at = invite.claimedAt ?? 0
  const isRecent = haven.seconds() - at < LIMITS.claimRepeatMs / 1000
  if (invite.claimedBy === device.id && invite.capsule && isRecent) return given({ device }, invite.capsule)
  await haven.store.access.countTriedAgain(session, invite.seat)
  tellInviter(haven, session, invite)
  return { status: 410, body: { code: 'used', at } }
}

const given = ({ device }: Pick<Asked, 'device'>, capsule: Uint8Array): Answer => ({
  status: 200,
  body: { device: device.id, capsule: toText(capsule) },
})

const inviteFor = async ({ store }: Haven, { session, device, claimHash }: Asked): Promise<Invite | undefined> => {
  const invites = isCanonical(session) ? await store.access.invites(session) : []
  return invites.find(invite => invite.seat === device.seat && timingSafeEqual(invite.claimHash, claimHash))
}

const join = (haven: Haven, asked: Asked, { byDevice }: Invite): Promise<Parameters<Joining['settle']>[0]> =>
  haven.rooms.with(asked.session, async room => {
    const { session, device, claimHash, joinMac } = asked
    const inviter = await haven.store.access.device(session, byDevice)
    if (!inviter || !(await room.load())) return 'failed'
    const claimed = { seat: device.seat, claimHash, device, at: haven.seconds() }
    return new Promise(settle => {
      room.propose({
        claim: claimed,
        joined: joinedOf(device, joinMac),
        invitedBy: inviter.seat,
        giver: byDevice,
        settle,
      })
    })
  })

const tellInviter = ({ hub }: Haven, session: string, { seat, byDevice }: Invite): void =>
  hub.tell(session, { type: 'invited', seat }, ({ device }) => device === byDevice)
