import type { WebSocket } from 'ws'
import { CLOSE, LIMITS, PROTOCOL } from '@haven/shared/wire.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { greet } from '../door.ts'
import { codeOf, type Haven } from '../haven.ts'
import { type Caller, Line } from '../line.ts'
import { type Handshake, takeUpgrades } from './upgrade.ts'

/** GET /socket: one socket is one device in one session. The route itself only ever says why not. */
export const addSocket = (app: FastifyInstance, haven: Haven, isProxied: boolean): void => {
  const refuse = async ({ raw }: FastifyRequest, reply: FastifyReply) => {
    const { status, code } = whyNotNow(haven, raw, callerOf(haven, raw, isProxied)) ?? { status: 404, code: 'unknown' }
    return reply.code(status).send({ code })
  }
  app.get('/socket', { websocket: true, preValidation: refuse }, socket => socket.terminate())
  const whoComes = (asked: Handshake): Caller | undefined => {
    if (asked.url?.split('?', 1)[0] !== '/socket') return undefined
    const caller = callerOf(haven, asked, isProxied)
    return whyNotNow(haven, asked, caller) ? undefined : caller
  }
  takeUpgrades(app, whoComes, ({ socket, wire, caller }) => {
    const line = new Line({ socket, wire }, caller, haven.ticks())
    haven.lines.add(line)
    socket.on('error', error => {
      haven.failed(error)
      if (!codeOf(error).startsWith('WS_ERR')) socket.terminate()
    })
    socket.on('close', code => {
      haven.metrics.closed(code)
      line.left()
    })
    if (!speaksOurs(socket.protocol)) return line.close(CLOSE.protocol)
    attach(haven, socket, line)
  })
}

const attach = (haven: Haven, socket: WebSocket, line: Line): void => {
  const hear = greet(haven, line)
  socket.on('message', (data, isBinary) => {
    if (line.isClosed || haven.isStopping) return
    line.heardAt = haven.ticks()
    if (isBinary) line.close(CLOSE.malformed)
    else hear(String(data))
  })
}

/** Before the upgrade: nothing of a page we do not know gets through. P1, P2 */
const whyNotNow = (haven: Haven, { headers }: Handshake, { origin, address }: Caller) => {
  if (haven.isStopping) return { status: 503, code: 'stopping' }
  if (!haven.origins.includes(origin)) return { status: 403, code: 'origin' }
  if (offered(headers['sec-websocket-protocol']).length === 0) return { status: 400, code: 'protocol' }
  const isCrowd = haven.lines.strangersFrom(address) >= LIMITS.sockets.strangersPerAddress
  return isCrowd && !haven.isUnlimited ? { status: 429, code: 'slow-down' } : undefined
}

/** Of those it passed on for, the one proxy in front is believed about the last. */
const callerOf = ({ traces }: Haven, { headers, socket }: Handshake, isProxied: boolean): Caller => {
  const told = isProxied
    ? String(headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)!
        .trim()
    : ''
  return { origin: headers.origin ?? '', address: traces.ofAddress(told || socket?.remoteAddress) }
}

const versionOf = (protocol: string): number => Number(/^haven\.([1-9]\d{0,3})$/.exec(protocol)?.[1] ?? 0)
const speaksOurs = (protocol: string): boolean => versionOf(protocol) === PROTOCOL

const offered = (header: string | undefined): string[] =>
  (header ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name.startsWith('haven.'))

/** The highest one spoken here. An unknown one is echoed and then closed: a browser cannot read a failed handshake. P2 */
export const chooseProtocol = (protocols: Set<string>): string | false => {
  const ours = [...protocols].filter(name => name.startsWith('haven.'))
  return ours.find(speaksOurs) ?? ours[0] ?? false
}
