/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like vault/ itself */
import { VaultKnock, type VaultOpened, VaultPut } from '@haven/shared/vault.ts'
import { sha, toBytes, toText } from '../../seal/keys.ts'
import type { Fetch } from '../../session/api.ts'
import { type HandClock, handClock } from '../../session/testing/clock.ts'
import { memoryKeyring } from '../../session/keyring.ts'
import type { Parts } from '../../session/parts.ts'
import type { Cost } from '../argon.ts'

type Kept = VaultOpened & { doors: Map<string, string> }
type Answer = [status: number, body?: object]

/** A test helper: the vaults of a server in memory, without limits, that can be told to misbehave. */
export class VaultDouble {
  #vaults: Kept[] = []
  /** No answer reaches anybody; `lost`: what was asked is done all the same. */
  line: 'up' | 'down' | 'lost' = 'up'
  /** Answers instead of the true ones, one for each request. */
  instead: Answer[] = []
  asked: string[] = []

  readonly fetch: Fetch = async (url, { method, body }) => {
    const path = new URL(url).pathname
    this.asked.push(`${method} ${path}`)
    if (this.line === 'down') throw new TypeError('no line')
    const forced = this.instead.shift()
    const [status, answer] = forced ?? (await this.#answer(path, JSON.parse(body)))
    if (this.line === 'lost') throw new TypeError('the answer was lost')
    return {
      status,
      json: async () => {
        if (answer === undefined) throw new SyntaxError('no body')
        return answer
      },
    }
  }

  get vaults(): readonly VaultOpened[] {
    return this.#vaults
  }

  /** As it is now, to be put back with `restore`. */
  backup(): Kept[] {
    return structuredClone(this.#vaults)
  }

  restore(vaults: Kept[]): void {
    this.#vaults = structuredClone(vaults)
  }

  /** Gives every vault another blob, version or both. */
  forge(change: (vault: VaultOpened) => Partial<VaultOpened>): void {
    for (const vault of this.#vaults) Object.assign(vault, change(vault))
  }

  async #answer(path: string, body: unknown): Promise<Answer> {
    if (path === '/api/vault') return this.#put(VaultPut.parse(body))
    const vault = await this.#behind(VaultKnock.parse(body))
    if (!vault) return [401, { code: 'unknown' }]
    if (path === '/api/vault/open') return [200, { version: vault.version, blob: vault.blob }]
    this.#vaults = this.#vaults.filter(one => one !== vault)
    return [204]
  }

  async #put({ id, auth, version, blob, doors }: VaultPut): Promise<Answer> {
    const there = await this.#behind({ id, auth })
    const hung = new Map(doors.map(door => [door.id, door.authHash]))
    const isTaken = doors.some(door => this.#vaults.some(one => one !== there && one.doors.has(door.id)))
    if ((!there && version !== 1) || isTaken) return [401, { code: 'unknown' }]
    if (there && version !== there.version + 1) return [409, { code: 'older', version: there.version }]
    if (there) Object.assign(there, { version, blob, doors: hung })
    else this.#vaults.push({ version, blob, doors: hung })
    return [204]
  }

  async #behind({ id, auth }: VaultKnock): Promise<Kept | undefined> {
    const hash = toText(await sha(toBytes(auth)))
    return this.#vaults.find(({ doors }) => doors.get(id) === hash)
  }
}

/** Where guessing costs nothing. */
export const CHEAP: Cost = { m: 8, t: 1, p: 1 }

/** A device that talks to `server`: waiting between two tries takes no time, all else moves with the clock. */
export const deviceOn = (server: VaultDouble, clock: HandClock = handClock()): Parts & { clock: HandClock } => ({
  origin: 'https://haven.example',
  connect: () => {
    throw new Error('no socket here')
  },
  fetch: server.fetch,
  clock: { ...clock, after: (ms, run) => clock.after(ms < 1_000 ? 0 : ms, run) },
  random: () => 0,
  keyrings: { own: memoryKeyring(), shared: memoryKeyring() },
})
