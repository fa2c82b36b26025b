import type { ClaimAnswer, ClaimBody, CreateAnswer, CreateBody } from '@haven/shared/wire.ts'
import type { Clock } from './clock.ts'

export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body: string },
) => Promise<{ status: number; json(): Promise<unknown> }>

/** Every expected answer to a request; `offline` after three tries. `failed`: our fault or the server's. */
export type Answer<Body> =
  | { kind: 'ok'; body: Body }
  | { kind: 'used'; at?: number }
  | { kind: 'expired' | 'unknown' | 'slowDown' | 'offline' | 'failed' }

export type ApiParts = { origin: string; fetch: Fetch; clock: Clock }

const TRIES = 3
const BETWEEN_MS = 700

export const postSession = (parts: ApiParts, body: CreateBody): Promise<Answer<CreateAnswer>> =>
  post(parts, '/api/sessions', body)

export const postClaim = (parts: ApiParts, body: ClaimBody): Promise<Answer<ClaimAnswer>> =>
  post(parts, '/api/claims', body)

/** The same body again is answered the same (P9), so a lost answer may simply be asked for again. */
const post = async <Body>(parts: ApiParts, path: string, body: object): Promise<Answer<Body>> => {
  const answer = await ask(parts, { method: 'POST', path, body })
  return answer ? readAnswer<Body>(answer.status, answer.body) : { kind: 'offline' }
}

export type Request = { method: 'POST' | 'PUT'; path: string; body: object }

/** What the server answers, of a request that may be repeated. `undefined`: no answer, however often it was asked. */
export const ask = async (
  parts: ApiParts,
  { method, path, body }: Request,
  tries = TRIES,
): Promise<{ status: number; body: unknown } | undefined> => {
  try {
    const response = await parts.fetch(`${parts.origin}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const { status } = response
    if (status < 500) return { status, body: status === 204 ? undefined : await response.json() }
  } catch {
    // No answer at all: tried again below.
  }
  if (tries <= 1) return undefined
  await new Promise<void>(resolve => parts.clock.after(BETWEEN_MS, resolve))
  return ask(parts, { method, path, body }, tries - 1)
}

const readAnswer = <Body>(status: number, body: unknown): Answer<Body> => {
  if (status === 200 || status === 201) return { kind: 'ok', body: body as Body }
  const { code, at } = (body ?? {}) as { code?: string; at?: number }
  if (status === 404) return { kind: 'unknown' }
  if (status === 429) return { kind: 'slowDown' }
  if (status === 410 && code === 'used') return { kind: 'used', ...(at === undefined ? {} : { at }) }
  return { kind: status === 410 ? 'expired' : 'failed' }
}
