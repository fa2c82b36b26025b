import { buildApp } from '../app.ts'
import type { Parts } from '../haven.ts'
import { openMemory } from '../log/memory-store.ts'
import type { Store } from '../log/store.ts'
import { toText, sha256, toBytes } from '../bytes.ts'
import { boxOf, newHash, newId, newTestDevice, type TestDevice } from './device.ts'
import { Sock } from './sock.ts'

export const ORIGIN = 'https://haven.example'
export const START_MS = 1_700_000_000_000

/** The whole server without a port, on a clock that moves when told to. */
export type House = Awaited<ReturnType<typeof openHouse>>

export const openHouse = async (parts: Partial<Parts> = {}) => {
  const clock = { ms: START_MS }
  const store: Store = parts.store ?? openMemory()
  const notes: { what: string; facts: Record<string, string | number> | undefined }[] = []
  const built = await buildApp({
    store,
    origins: [ORIGIN],
    now: () => clock.ms,
    note: (what, facts) => notes.push({ what, facts }),
    build: 'test',
    isUnlimited: false,
    isProxied: false,
    ...parts,
  })
  await built.app.ready()
  const connect = async (headers: Record<string, string | undefined> = {}, remoteAddress?: string): Promise<Sock> =>
    Sock.open(built.app, { origin: ORIGIN, 'sec-websocket-protocol': 'haven.1', ...headers }, remoteAddress)
  const post = async (url: string, body: unknown, remoteAddress = '10.0.0.1') => {
    const payload = body as Record<string, unknown>
    const answer = await built.app.inject({ method: 'POST', url, payload, remoteAddress })
    return { status: answer.statusCode, body: answer.json() as Record<string, unknown>, headers: answer.headers }
  }
  /** An injected socket does not answer a farewell, so it is cut. */
  const close = () => {
    for (const socket of built.app.websocketServer.clients) socket.terminate()
    return built.app.close()
  }
  return { ...built, store, clock, notes, connect, post, close, pass: (ms: number) => void (clock.ms += ms) }
}

export type Talk = {
  house: House
  session: string
  claim: string
  p1: TestDevice
  p2: TestDevice
}

/** A session that p1 has opened; the link is not used yet. */
export const openTalk = async (house: House, facts: { keepDays?: number } = {}): Promise<Talk> => {
  const [p1, p2] = [await newTestDevice(), await newTestDevice()]
  const talk = { house, session: newId(), claim: newHash(), p1, p2 }
  const { status } = await house.post('/api/sessions', createBody(talk, facts))
  if (status !== 201) throw new Error(`not created: ${status}`)
  return talk
}

export const createBody = ({ session, claim, p1 }: Omit<Talk, 'house'>, facts: { keepDays?: number } = {}) => ({
  session,
  mode: 'couple',
  setting: 'apart',
  seat: 'p1',
  device: p1.keys,
  invites: [{ seat: 'p2', claimHash: hashOf(claim), capsule: CAPSULE }],
  keepDays: 30,
  ...facts,
})
export const CAPSULE = boxOf(200)
export const hashOf = (claim: string): string => toText(sha256(toBytes(claim)))

export const claimBody = ({ session, claim, p2 }: Omit<Talk, 'house'>, device = p2) => ({
  session,
  seat: 'p2',
  claim,
  device: device.keys,
  joinMac: claim,
})

export const join = (talk: Talk, device = talk.p2, address?: string) =>
  talk.house.post('/api/claims', claimBody(talk, device), address)

/** Both seats taken and both there, with their first history read. */
export const bothThere = async (house: House, facts: { keepDays?: number } = {}) => {
  const talk = await openTalk(house, facts)
  const { status } = await join(talk)
  if (status !== 200) throw new Error(`not joined: ${status}`)
  const [one, two] = [await enter(talk, talk.p1), await enter(talk, talk.p2)]
  await one.until(() => one.entries.length >= 3)
  await two.until(() => two.entries.length >= 3)
  return { ...talk, one, two }
}

/** Logged in; the welcome has come. */
export const enter = async ({ house, session }: Pick<Talk, 'house' | 'session'>, device: TestDevice, since = 0) => {
  const sock = await house.connect()
  await sock.hello(session, device, { since: { room: since } })
  await sock.until(() => sock.welcome !== undefined || sock.closed !== undefined)
  return sock
}
