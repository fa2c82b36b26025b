import websocket from '@fastify/websocket'
import { LIMITS } from '@haven/shared/wire.ts'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import { listen, lookElsewhere } from './elsewhere.ts'
import { dropCapsules, retain } from './forgetting.ts'
import { type Haven, openHaven, type Parts } from './haven.ts'
import { addHeaders } from './headers.ts'
import { addClaims } from './routes/claims.ts'
import { addMetrics } from './routes/metrics.ts'
import { addHealth, addPages } from './routes/pages.ts'
import { addSessions } from './routes/sessions.ts'
import { addSocket, chooseProtocol } from './routes/socket.ts'
import { addVault } from './routes/vault.ts'

/** The server without a port and without a clock of its own: `sweep` and its kin are called from outside. */
export type Built = {
  app: FastifyInstance
  haven: Haven
  /** Sockets that did not log in within 5 s. */
  expireStrangers(): void
  /** Every 5 s. */
  sweep(): Promise<void>
  /** Every 4 s, where there are other machines. */
  lookElsewhere(): Promise<void>
  /** Every hour. P38 */
  retain(): Promise<void>
}

export const buildApp = async (parts: Parts): Promise<Built> => {
  const haven = openHaven(parts)
  const app = fastify({
    logger: false,
    bodyLimit: LIMITS.body,
    requestTimeout: 8_000,
    trustProxy: parts.isProxied && isNearest,
    // Who dawdles is looked for twice a second: by itself Node looks every half minute.
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 500 },
    forceCloseConnections: true,
    frameworkErrors: (_error, _request, reply: unknown) =>
      void (reply as FastifyReply).status(400).headers(BARE).send({ code: 'malformed' }),
  })
  answerErrors(app, haven)
  await addHeaders(app, parts.isProxied && parts.origins.every(origin => origin.startsWith('https:')))
  await app.register(websocket, {
    options: {
      maxPayload: LIMITS.frame,
      perMessageDeflate: false,
      handleProtocols: chooseProtocol,
    },
    preClose: done => done(),
  })
  app.addHook('preClose', () => stop(haven))
  app.addHook('onClose', () => close(haven))
  addSocket(app, haven, parts.isProxied)
  addSessions(app, haven)
  addClaims(app, haven)
  addVault(app, haven)
  addHealth(app, haven, parts.build)
  addMetrics(app, haven, parts)
  await addPages(app, parts.pages)
  listen(haven)
  return { app, haven, ...chores(haven) }
}

/** An address that cannot even be read is answered before any hook. P39 */
const BARE = {
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

/** The one proxy in front is believed, nobody behind it. */
const isNearest = (_address: string, hop: number): boolean => hop === 0

/** Asked for by machines, over and over. */
const QUIET = new Set(['/healthz', '/metrics'])

/** Codes, never words of ours or of theirs, and never a stack. P39 */
const answerErrors = (app: FastifyInstance, haven: Haven): void => {
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'unknown' }))
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status === 413) return reply.code(413).send({ code: 'too-long' })
    if (status < 500) return reply.code(400).send({ code: 'malformed' })
    haven.failed(error)
    return reply.code(503).send({ code: 'cannot-store' })
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    haven.metrics.answered(route, reply.statusCode)
    if (!QUIET.has(route) && !route.startsWith('/api/vault'))
      haven.note('answered', { route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) })
  })
}

const chores = (haven: Haven): Pick<Built, 'expireStrangers' | 'lookElsewhere' | 'sweep' | 'retain'> => ({
  lookElsewhere: () => lookElsewhere(haven),
  expireStrangers: () => haven.lines.expireStrangers(),
  sweep: async () => {
    haven.lines.sweep()
    haven.hub.sweep()
    haven.rooms.sweep()
    for (const rates of Object.values(haven.rates)) rates.sweep()
    await dropCapsules(haven)
  },
  retain: async () => {
    await retain(haven)
    await haven.store.log.tidy()
    await haven.store.shares.tidy()
  },
})

/** P34. Nothing new comes in, the commit under way is finished and told, then everybody is sent away. */
const stop = async (haven: Haven): Promise<void> => {
  haven.isStopping = true
  await haven.writer.flush()
  await haven.lines.dismiss()
}

const close = async ({ store, failed }: Haven): Promise<void> => {
  await store.log.tidy().catch(failed)
  await store.elsewhere?.close()
  await store.log.close()
  await store.shares.close()
}
