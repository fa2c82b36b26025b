import { type VaultKnock, VaultOpened, type VaultPut } from '@haven/shared/vault.ts'
import { type ApiParts, ask } from '../session/api.ts'

type Refused = { kind: 'unknown' | 'slowDown' | 'offline' | 'failed' }
export type PutAnswer = { kind: 'ok' | 'older' } | Refused
export type OpenAnswer = { kind: 'ok'; opened: VaultOpened } | Refused

/** A lost answer to a first one that was stored comes back as `older`. */
export const putVault = async (parts: ApiParts, body: VaultPut): Promise<PutAnswer> => {
  const answer = await ask(parts, { method: 'PUT', path: '/api/vault', body })
  if (answer?.status === 204) return { kind: 'ok' }
  return answer?.status === 409 ? { kind: 'older' } : refused(answer)
}

export const openVault = async (parts: ApiParts, { id, auth }: VaultKnock): Promise<OpenAnswer> => {
  const answer = await ask(parts, { method: 'POST', path: '/api/vault/open', body: { id, auth } })
  if (answer?.status !== 200) return refused(answer)
  const { data: opened } = VaultOpened.safeParse(answer.body)
  return opened ? { kind: 'ok', opened } : { kind: 'failed' }
}

/** Asked once: of a second answer nobody could tell whether the first was heard. */
export const forgetVault = async (parts: ApiParts, { id, auth }: VaultKnock): Promise<{ kind: 'ok' } | Refused> => {
  const answer = await ask(parts, { method: 'POST', path: '/api/vault/forget', body: { id, auth } }, 1)
  return answer?.status === 204 ? { kind: 'ok' } : refused(answer)
}

const refused = (answer: { status: number } | undefined): Refused => {
  if (!answer) return { kind: 'offline' }
  if (answer.status === 401) return { kind: 'unknown' }
  return { kind: answer.status === 429 ? 'slowDown' : 'failed' }
}
