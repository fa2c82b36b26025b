import type { WebSocket } from 'ws'
import { CLOSE, LIMITS, PROTOCOL } from '@haven/shared/wire.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { greet } from '../door.ts'
import type { Haven } from '../haven.ts'
import { Line } from '../line.ts'

/** GET /socket: one socket is one device in one session. */
export const addSocket = (app: FastifyInstance, haven: Haven): void => {
  app.get('/socket', { websocket: true, preValidation: checkHandshake(haven) }, (socket, request) => {
    const origin = request.headers.origin ?? ''
    const line = new Line(socket, { origin, address: haven.traces.ofAddress(request.ip) }, haven.now())
    haven.lines.add(line)
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
    line.heardAt = haven.now()
    if (isBinary) line.close(CLOSE.malformed)
    else hear(String(data))
  })
}

/** Before the upgrade: nothing of a page we do not know gets through. P1, P2 */
const checkHandshake = (haven: Haven) => async (request: FastifyRequest, reply: FastifyReply) => {
  if (haven.isStopping) return reply.code(503).send({ code: 'stopping' })
  if (!haven.origins.includes(request.headers.origin ?? '')) return reply.code(403).send({ code: 'origin' })
  if (offered(request.headers['sec-websocket-protocol']).length === 0) return reply.code(400).send({ code: 'protocol' })
  const strangers = haven.lines.strangersFrom(haven.traces.ofAddress(request.ip))
  const isCrowd = !haven.isUnlimited && strangers >= LIMITS.sockets.strangersPerAddress
  if (isCrowd) return reply.code(429).send({ code: 'slow-down' })
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
