import { resolve } from 'node:path'
import * as z from 'zod/mini'

export type Settings = {
  port: number
  host: string
  data: string
  origins: string[]
  isProxied: boolean
  isUnlimited: boolean
  metricsToken?: string
  /** Where DATABASE_URL is set; the folder is not used then. */
  databases?: { url: string; sharesUrl: string }
}

/** A setting with which this server must not start; the message says what to do. P35 */
export class BadSetting extends Error {
  override readonly name = 'BadSetting'
}

const Env = z.object({
  PORT: z.coerce.number().check(z.int(), z.minimum(0), z.maximum(65_535)),
  HOST: z.string(),
  HAVEN_DATA: z.string(),
  HAVEN_ORIGIN: z.optional(z.string()),
  HAVEN_PROXY: z.optional(z.enum(['0', '1'])),
  HAVEN_LIMITS: z.optional(z.literal('open')),
  DATABASE_URL: z.optional(z.string().check(z.regex(/^postgres(ql)?:\/\//))),
  HAVEN_SHARES_URL: z.optional(z.string().check(z.regex(/^postgres(ql)?:\/\//))),
  HAVEN_METRICS: z.optional(z.string().check(z.minLength(16))),
})
const DEFAULTS = { PORT: '3000', HOST: '127.0.0.1', HAVEN_DATA: './data' }

/** The only reader of the environment; an empty setting is none. */
export const readSettings = (env: NodeJS.ProcessEnv): Settings => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const { data: read, error } = Env.safeParse({ ...DEFAULTS, ...given })
  if (!read) throw new BadSetting(`${String(error?.issues[0]?.path[0])} cannot be used as it is set.`)
  const { PORT: port, HOST: host } = read
  const isProxied = read.HAVEN_PROXY === '1'
  const isUnlimited = read.HAVEN_LIMITS === 'open'
  const origins = originsOf(read.HAVEN_ORIGIN)
  if (isUnlimited && (isProxied || !isLoopback(host)))
    throw new BadSetting('HAVEN_LIMITS=open is for this computer alone: no public HOST, no proxy in front.')
  if (!isLoopback(host)) refuseBare({ isProxied, origins })
  const metricsToken = read.HAVEN_METRICS
  return {
    port,
    host,
    data: resolve(read.HAVEN_DATA),
    origins: origins ?? localOrigins(port),
    isProxied,
    isUnlimited,
    ...(metricsToken !== undefined && { metricsToken }),
    ...databasesOf(read.DATABASE_URL, read.HAVEN_SHARES_URL),
  }
}

/** Both or neither: keys that lie beside what they open protect nobody. */
const databasesOf = (url: string | undefined, sharesUrl: string | undefined): Pick<Settings, 'databases'> => {
  if (url === undefined && sharesUrl === undefined) return {}
  if (url === undefined || sharesUrl === undefined || url === sharesUrl)
    throw new BadSetting('DATABASE_URL and HAVEN_SHARES_URL go together and name two databases.')
  return { databases: { url, sharesUrl } }
}

type Exposed = Pick<Settings, 'isProxied'> & { origins: string[] | undefined }

/** What must hold where others can reach it. */
const refuseBare = ({ isProxied, origins }: Exposed): void => {
  if (!isProxied)
    throw new BadSetting('HOST is public but nothing here speaks TLS: put a proxy in front and set HAVEN_PROXY=1.')
  if (!origins) throw new BadSetting('HOST is public: set HAVEN_ORIGIN to the exact addresses of its pages.')
}

export const localOrigins = (port: number): string[] => [`http://localhost:${port}`, `http://127.0.0.1:${port}`]

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

const originsOf = (list: string | undefined): string[] | undefined => {
  const origins = (list ?? '')
    .split(',')
    .map(origin => origin.trim())
    .filter(Boolean)
  const wrong = origins.find(origin => !isOrigin(origin))
  if (wrong !== undefined)
    throw new BadSetting('HAVEN_ORIGIN holds something that is not an origin, as https://example.org is.')
  return origins.length > 0 ? origins : undefined
}

const isOrigin = (origin: string): boolean => {
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) && url.origin === origin
}
