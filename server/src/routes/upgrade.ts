import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { WebSocket } from 'ws'

/** An upgrade as it was asked for. */
export type Handshake = Pick<IncomingMessage, 'url' | 'headers' | 'socket'>
type Taken = { socket: WebSocket; wire: Duplex; request: IncomingMessage }
type Take = (taken: Taken) => void

/**
 * Takes upgrades that may come in from the server itself, and leaves all others to the routes, which say why not. Through
 * a route each socket would hold its request, its reply and all that hangs on them for as long as it is open.
 */
export const takeUpgrades = (app: FastifyInstance, mayCome: (asked: Handshake) => boolean, take: Take): void => {
  const [byRoute] = app.server.listeners('upgrade')
  app.server.removeAllListeners('upgrade')
  app.server.on('upgrade', (request, wire, head) => {
    if (!mayCome(request)) return byRoute!.call(app.server, request, wire, head)
    app.websocketServer.handleUpgrade(request, wire, head, socket => take({ socket, wire, request }))
  })
}
