import { existsSync, readdirSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import { PROTOCOL, SCRIPT } from '@haven/shared/wire.ts'
import type { FastifyInstance } from 'fastify'
import type { Haven } from '../haven.ts'

const PAGES = {
  '/': 'index.html',
  '/join': 'index.html',
  '/talk': 'index.html',
  '/review': 'index.html',
  '/workspace': 'index.html',
  '/away': 'away.html',
}
const YEAR_MS = 365 * 86_400_000

/** The built client from a folder: pages are asked for anew each time, hashed assets never. Everything else is 404. */
export const addPages = async (app: FastifyInstance, folder: string | undefined): Promise<void> => {
  if (folder === undefined || !existsSync(folder)) return
  await app.register(fastifyStatic, { root: folder, serve: false, preCompressed: true, dotfiles: 'ignore' })
  const fresh = { maxAge: 0, cacheControl: false }
  const noCache = { 'cache-control': 'no-cache' }
  for (const [path, file] of Object.entries(PAGES))
    app.get(path, (_request, reply) => reply.headers(noCache).sendFile(file, fresh))
  for (const file of loose(folder))
    app.get(`/${file}`, (_request, reply) => reply.headers(noCache).sendFile(file, fresh))
  app.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
    reply.sendFile(`assets/${request.params['*']}`, { maxAge: YEAR_MS, immutable: true }),
  )
}

/** The icon and the one script that lie beside the pages. */
const loose = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile() && /^\w[\w.-]*\.(ico|js|png|svg|txt|webmanifest)$/.test(entry.name))
    .map(({ name }) => name)

/** 200 only while it can serve and store; asked more often than once a second, the last yes still holds. */
export const addHealth = (app: FastifyInstance, { store, ticks, failed }: Haven, build: string): void => {
  let couldStoreAt = -Infinity
  app.get('/healthz', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    try {
      if (ticks() - couldStoreAt >= 1_000) {
        await store.log.check()
        couldStoreAt = ticks()
      }
    } catch (error) {
      failed(error)
      return reply.code(503).send({ code: 'cannot-store' })
    }
    return { ok: true, build, protocols: [PROTOCOL], scripts: [SCRIPT] }
  })
}
