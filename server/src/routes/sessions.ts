import type { HavenAct, Opened } from '@haven/shared/acts.ts'
import { channelsOf, isSide, whispersWith } from '@haven/shared/channels.ts'
import { start } from '@haven/shared/replay.ts'
import { isPartner, otherOf } from '@haven/shared/steps.ts'
import { type CreateAnswer, CreateBody, SCRIPT } from '@haven/shared/wire.ts'
import type { FastifyInstance } from 'fastify'
import { expiryOf, newDevice } from '../access.ts'
import { isCanonical, sha256, toBytes, toText, utf8 } from '../bytes.ts'
import type { Haven } from '../haven.ts'
import type { Device, Founding } from '../log/records.ts'
import { forgetAtOf, stateOf } from '../standing.ts'
import type { Joining } from '../proposal.ts'
import { genesisOf, linked } from '../whole.ts'

/** POST /api/sessions. The same body again gets the same answer. */
export const addSessions = (app: FastifyInstance, haven: Haven): void => {
  app.post('/api/sessions', async (request, reply) => {
    const founding = foundingOf(request.body, haven.seconds())
    if (!founding) return reply.code(400).send({ code: 'malformed' })
    const address = haven.traces.ofAddress(request.ip)
    const waitMs = haven.rates.creations.take(address)
    if (waitMs > 0) return reply.code(429).send({ code: 'slow-down', waitMs })
    const became = await create(haven, founding)
    if (became === 'taken') return reply.code(409).send({ code: 'taken' })
    if (became === 'erased') return reply.code(410).send({ code: 'erased' })
    if (became === 'same') haven.rates.creations.giveBack(address)
    const answer: CreateAnswer = { device: founding.device.id, epoch: 1 }
    return reply.code(201).send(answer)
  })
}

/** Shares first, so that no session is ever without one. */
const create = async ({ store, newShare }: Haven, founding: Founding) => {
  if (await store.access.isErased(founding.session)) return 'erased'
  for (const channel of ['room', ...founding.sides.map(side => side.channel)] as const)
    await store.shares.put(founding.session, { channel, epoch: 1, share: newShare() })
  return store.access.create(founding)
}

const foundingOf = (raw: unknown, now: number): Founding | undefined => {
  const { data: body } = CreateBody.safeParse(raw)
  if (!body || !isOpenHere(body)) return undefined
  const keys = newDevice(body.device, now)
  if (!keys) return undefined
  const { session, mode, setting, keepDays, seat } = body
  const therapist = mode !== 'couple'
  const opened: Opened = { type: 'opened', script: SCRIPT, mode, setting, therapist, keepDays }
  const device: Device = { ...keys, seat }
  const rows = firstRows(session, now, [opened, joinedOf(device)])
  return {
    session,
    bodyHash: sha256(utf8(JSON.stringify(body))),
    mode,
    script: SCRIPT,
    device,
    invites: body.invites.map(({ seat: invited, claimHash, capsule }) => ({
      seat: invited,
      claimHash: toBytes(claimHash),
      capsule: toBytes(capsule),
      expires: expiryOf(invited, now),
    })),
    rows,
    sides: channelsOf(therapist)
      .filter(isSide)
      .filter(channel => !isPartner(seat) || !whispersWith(channel))
      .map(channel => ({ channel, hash: genesisOf(session, channel) })),
    state: stateOf(start(opened), { seq: rows.length, hash: rows.at(-1)!.hash }),
    forgetAt: forgetAtOf(now, keepDays, false),
    created: now,
  }
}

/** Who invites whom: a partner the other, and a therapist too if they wish for one; a therapist both. */
const isOpenHere = ({ session, mode, seat, invites }: CreateBody): boolean => {
  const invited = invites.map(invite => invite.seat).join()
  const ways: readonly string[] = isPartner(seat)
    ? [mode === 'couple' ? otherOf(seat) : mode === 'supervised' ? `${otherOf(seat)},therapist` : '']
    : [mode === 'couple' ? '' : 'p1,p2']
  return isCanonical(session) && ways.includes(invited)
}

export const joinedOf = ({ seat, id, agreePub, signPub }: Device, joinMac?: string): Joining['joined'] => ({
  type: 'joined',
  seat,
  device: id,
  agreePub: toText(agreePub),
  signPub: toText(signPub),
  ...(joinMac !== undefined && { joinMac }),
})

const firstRows = (session: string, at: number, acts: HavenAct[]): Founding['rows'] => {
  let previous: Uint8Array = genesisOf(session, 'room')
  return acts.map((act, index) => {
    const row = linked(previous, { seq: index + 1, at, by: 'haven', epoch: 1, act })
    previous = row.hash
    return row
  })
}
