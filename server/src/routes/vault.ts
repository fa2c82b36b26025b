import { VAULT_LIMITS, VaultKnock, type VaultOpened, VaultPut } from '@haven/shared/vault.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isCanonical, sha256, toBytes, toText } from '../bytes.ts'
import type { Haven } from '../haven.ts'
import type { VaultDoor, VaultPutOutcome } from '../log/vaults.ts'

/**
 * PUT /api/vault, POST /api/vault/open and /api/vault/forget. Whoever fails too often is told to wait, each address, each
 * door and all of them together; whoever holds what opens a door is let in whatever others guess. Nothing here tells
 * whether a vault exists, and none of it is logged.
 */
export const addVault = (app: FastifyInstance, haven: Haven): void => {
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    const waitMs = haven.rates.vaultWrites.take(haven.traces.ofAddress(request.ip))
    return waitMs > 0 ? slowDown(reply, waitMs) : undefined
  }
  app.put('/api/vault', { bodyLimit: VAULT_LIMITS.body, onRequest }, async (request, reply) => {
    const { data: asked } = VaultPut.safeParse(request.body)
    if (!asked || !isWhole(asked)) return malformed(reply)
    if (asked.blob.length > VAULT_LIMITS.blob) return reply.code(413).send({ code: 'too-long' })
    const address = haven.traces.ofAddress(request.ip)
    const isNew = asked.version === 1
    const waitMs = isNew ? haven.rates.vaultCreations.take(address) : 0
    if (waitMs > 0) return slowDown(reply, waitMs)
    const became = await put(haven, asked)
    if (isNew && became !== 'stored') haven.rates.vaultCreations.giveBack(address)
    if (became === 'unknown') return refuse(haven, { request, reply, id: asked.id })
    if (became !== 'stored') return reply.code(409).send({ code: 'older', version: became.older })
    return reply.code(204).send()
  })
  app.post('/api/vault/open', async (request, reply) => {
    const asked = readKnock(request.body)
    if (!asked) return malformed(reply)
    const vault = await haven.store.vaults.open(doorOf(asked))
    if (!vault) return refuse(haven, { request, reply, id: asked.id })
    const answer: VaultOpened = { version: vault.version, blob: toText(vault.blob) }
    return reply.code(200).send(answer)
  })
  app.post('/api/vault/forget', async (request, reply) => {
    const asked = readKnock(request.body)
    if (!asked) return malformed(reply)
    const isGone = await haven.store.vaults.forget(doorOf(asked))
    return isGone ? reply.code(204).send() : refuse(haven, { request, reply, id: asked.id })
  })
}

type Refused = { request: FastifyRequest; reply: FastifyReply; id: string }

/** Counted after the door was tried, and the same for one that is there as for one that is not. */
const refuse = ({ rates, traces }: Haven, { request, reply, id }: Refused): FastifyReply => {
  const { failedVaults, allFailedVaults } = rates
  const waitMs =
    failedVaults.take(traces.ofAddress(request.ip)) ||
    failedVaults.take(traces.of(`door ${id}`)) ||
    allFailedVaults.take('all')
  return waitMs > 0 ? slowDown(reply, waitMs) : reply.code(401).send({ code: 'unknown' })
}

const malformed = (reply: FastifyReply): FastifyReply => reply.code(400).send({ code: 'malformed' })
const slowDown = (reply: FastifyReply, waitMs: number): FastifyReply =>
  reply.code(429).send({ code: 'slow-down', waitMs })

const readKnock = (raw: unknown): VaultKnock | undefined => {
  const { data: asked } = VaultKnock.safeParse(raw)
  return asked && isCanonical(asked.id) ? asked : undefined
}

/** Each door once, and what makes a vault also opens it. */
const isWhole = ({ id, auth, version, doors }: VaultPut): boolean => {
  const ids = doors.map(door => door.id)
  if (![id, ...ids].every(isCanonical) || new Set(ids).size < ids.length) return false
  const own = doors.find(door => door.id === id)
  return version > 1 || (own !== undefined && sha256(toBytes(auth)).equals(toBytes(own.authHash)))
}

const put = ({ store }: Haven, asked: VaultPut): Promise<VaultPutOutcome> => {
  const doors = asked.doors.map(({ id, authHash }) => ({ id, authHash: toBytes(authHash) }))
  return store.vaults.put(doorOf(asked), { version: asked.version, blob: toBytes(asked.blob) }, doors)
}

const doorOf = ({ id, auth }: VaultKnock): VaultDoor => ({ id, authHash: sha256(toBytes(auth)) })
