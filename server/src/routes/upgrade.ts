import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { WebSocket } from 'ws'

/** An upgrade as it was asked for. */
export type Handshake = Pick<IncomingMessage, 'url' | 'headers' | 'socket'>
type Taken<Caller> = { socket: WebSocket; wire: Duplex; caller: Caller }

/**
 * Takes upgrades that may come in from the server itself, and leaves all others to the routes, which say why not. Through
 * a route each socket would hold its request, its reply and all that hangs on them for as long as it is open. `whoComes`
 * tells who may; nobody is asked twice.
 */
export const takeUpgrades = <Caller>(
  app: FastifyInstance,
  whoComes: (asked: Handshake) => Caller | undefined,
  take: (taken: Taken<Caller>) => void,
): void => {
  const [byRoute] = app.server.listeners('upgrade')
  app.server.removeAllListeners('upgrade')
  app.server.on('upgrade', (request, wire, head) => {
    const caller = whoComes(request)
    if (caller === undefined) return byRoute!.call(app.server, request, wire, head)
    app.websocketServer.handleUpgrade(request, wire, head, socket => take({ socket, wire, caller }))
  })
}
