import type { Parts } from '../session/parts.ts'
import { openVault, putVault } from './api.ts'
import { newCode } from './code.ts'
import { EMPTY, stamped } from './content.ts'
import { type Knock, knockOf, readSecret, type Secret, type Typed } from './doors.ts'
import { isRolledBack, type Ledger, type Start } from './ledger.ts'
import { Local } from './local.ts'
import { newPhrase } from './phrase.ts'
import { type Records, storedRecords } from './records.ts'
import { type Means, secretsOf, type Tools, unlocked, type Workspace } from './unlocked.ts'
import { importVaultKey, markOf, newDoor, newVaultKey, openBlob, sealBlob, unwrapKey } from './vault.ts'

export type { Couple, VaultContent } from './content.ts'
export type { Typed } from './doors.ts'
export type { WhyLocked } from './ledger.ts'
export { Locked } from './local.ts'
export type { Means, Workspace } from './unlocked.ts'

export type CreatedWorkspace =
  | { kind: 'created'; workspace: Workspace; phrase: string; code: string }
  | { kind: 'offline' | 'slowDown' | 'failed' }
export type OpenedWorkspace =
  | { kind: 'open'; workspace: Workspace }
  | { kind: 'unknown' | 'slowDown' | 'offline' | 'rolledBack' | 'failed' }

/** Makes the phrase and the code, which nobody can ever tell again, and an empty workspace behind them. */
export const createWorkspace = async (parts: Parts, name: string, means: Means = {}): Promise<CreatedWorkspace> => {
  const [phrase, code] = [await newPhrase(), newCode()]
  const [words, printed] = await secretsOf(
    [
      { kind: 'words', phrase },
      { kind: 'code', code },
    ],
    means,
  )
  const key = newVaultKey()
  const lock = await importVaultKey(key)
  const doors = [await newDoor(words!, key), await newDoor(printed!, key)]
  const content = stamped(EMPTY, { ...EMPTY, name }, parts.clock.now())
  const [version, knock] = [1, await knockOf(words!)]
  const blob = await sealBlob(lock, version, { doors, content })
  const hung = doors.map(({ id, authHash }) => ({ id, authHash }))
  const answer = await putVault(parts, { ...knock, version, blob, doors: hung })
  if (answer.kind === 'unknown') return { kind: 'failed' }
  if (answer.kind !== 'ok' && answer.kind !== 'older') return { kind: answer.kind }
  const local = await Local.open(recordsOf(means), key, lock)
  await local.see({ version, mark: await markOf(blob) }).catch(() => undefined)
  const workspace = unlocked({ parts, means, key, lock, local }, { content, doors, version, knock })
  return { kind: 'created', workspace, phrase, code }
}

/** `unknown`: nothing is behind this, or it is no phrase or code at all. `rolledBack`: the server gave an older vault. */
export const openWorkspace = async (parts: Parts, typed: Typed, means: Means = {}): Promise<OpenedWorkspace> => {
  const secret = await readSecret(typed, means.cost)
  if (!secret) return { kind: 'unknown' }
  const knock = await knockOf(secret)
  const first = await fetchVault(parts, { secret, knock, means })
  if (first.kind !== 'rolledBack') return finish(first)
  // Another tab may have saved between the answer and the look at what was seen: the second look is fair.
  return finish(await fetchVault(parts, { secret, knock, means }))
}

type Fetched = { kind: 'here'; tools: Tools; start: Start } | Exclude<OpenedWorkspace, { kind: 'open' }>
type Asking = { secret: Secret; knock: Knock; means: Means }

const fetchVault = async (parts: Parts, { secret, knock, means }: Asking): Promise<Fetched> => {
  const answer = await openVault(parts, knock)
  if (answer.kind !== 'ok') return answer
  const { version, blob } = answer.opened
  try {
    const key = await unwrapKey(blob, secret)
    const lock = await importVaultKey(key)
    const body = await openBlob(lock, version, blob)
    const local = await Local.open(recordsOf(means), key, lock)
    const seen = { version, mark: await markOf(blob) }
    if (isRolledBack(await local.seen().catch(() => undefined), seen)) return { kind: 'rolledBack' }
    await local.see(seen).catch(() => undefined)
    return { kind: 'here', tools: { parts, means, key, lock, local }, start: { ...body, version, knock } }
  } catch {
    return { kind: 'failed' }
  }
}

const finish = async (fetched: Fetched): Promise<OpenedWorkspace> => {
  if (fetched.kind !== 'here') return fetched
  const { tools, start } = fetched
  return { kind: 'open', workspace: await absorbed(tools, start) }
}

const absorbed = async (tools: Tools, start: Start): Promise<Workspace> => {
  let ledger: Ledger | undefined
  const workspace = unlocked(tools, start, made => (ledger = made))
  await ledger!.absorb()
  return workspace
}

let stored: Records | undefined
const recordsOf = ({ records }: Means): Records => records ?? (stored ??= storedRecords())
