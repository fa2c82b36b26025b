import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sha256, utf8 } from '../bytes.ts'
import type { Haven, Parts } from '../haven.ts'

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/
const BY_PROXY = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'via', 'x-real-ip']

type Access = Pick<Parts, 'metricsToken' | 'isProxied'>

/** GET /metrics for whoever has the token, and without one for this computer alone where no proxy stands in front; for
 *  others it is not there. */
export const addMetrics = (app: FastifyInstance, haven: Haven, { metricsToken: token, isProxied }: Access): void => {
  app.get('/metrics', async (request, reply) => {
    const isLet = token === undefined ? !isProxied && isFromHere(request) : bears(request, token)
    if (!isLet) return reply.code(404).send({ code: 'unknown' })
    return reply
      .header('cache-control', 'no-store')
      .type(haven.metrics.type)
      .send(await haven.metrics.text())
  })
}

/** Straight from this computer, and not through a proxy that is on it. */
const isFromHere = ({ socket, headers }: FastifyRequest): boolean =>
  LOOPBACK.test(socket.remoteAddress ?? '') && BY_PROXY.every(name => headers[name] === undefined)

const bears = ({ headers }: FastifyRequest, token: string): boolean =>
  timingSafeEqual(sha256(utf8(headers.authorization ?? '')), sha256(utf8(`Bearer ${token}`)))
