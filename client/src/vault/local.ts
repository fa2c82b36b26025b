import { bind, type Bytes, deriveBits, newId, sha, toText } from '../seal/keys.ts'
import { openRecord, sealRecord } from '../seal/lock.ts'
import { createQueue } from '../session/queue.ts'
import { readContent, type VaultContent } from './content.ts'
import { VAULT } from './doors.ts'
import type { Records } from './records.ts'

/** The keys are out of memory: nothing of the workspace can be read or changed until it is unlocked again. */
export class Locked extends Error {
  override readonly name = 'Locked'
}

/** The newest version this device has seen, and which blob it was. */
export type Seen = { version: number; mark: string }
type KeptBox = { id: string; box: Bytes }
type Open = { records: Records; lock: CryptoKey; secret: Bytes; tag: string }

const KEPT = 'kept'
const SEEN = 'seen'

/**
 * What one device keeps of one workspace, all of it sealed by the vault key. Not even the keys of the records name a
 * session. Whatever was asked for before it was closed is still done; afterwards everything rejects with `Locked`.
 */
export class Local {
  readonly #inOrder = createQueue()
  #open: Open | undefined
  #own: string | undefined

  private constructor(open: Open) {
    this.#open = open
  }

  static async open(records: Records, key: Bytes, lock: CryptoKey): Promise<Local> {
    const secret = await deriveBits(key, new Uint8Array(), [VAULT, 'records'])
    const tag = toText((await sha(bind(VAULT, 'tag', secret))).subarray(0, 9))
    return new Local({ records, lock, secret, tag })
  }

  read(name: string): Promise<unknown> {
    return this.#do(async open => {
      const box = (await open.records.read(await keyOf(open, name))) as Bytes | undefined
      return box && openRecord(open.lock, name, box)
    })
  }

  write(name: string, value: unknown): Promise<void> {
    return this.#do(async open => {
      const box = await sealRecord(open.lock, name, value)
      await open.records.change(await keyOf(open, name), () => box)
    })
  }

  drop(name: string): Promise<void> {
    return this.#do(async open => open.records.change(await keyOf(open, name), () => undefined))
  }

  async seen(): Promise<Seen | undefined> {
    return (await this.read(SEEN)) as Seen | undefined
  }

  see(seen: Seen): Promise<void> {
    return this.write(SEEN, seen)
  }

  /** Until it is sent; in place of what this page kept before, beside what others did. Resolves with what to drop then. */
  keep(content: VaultContent): Promise<string> {
    return this.#do(async open => {
      const id = newId()
      const kept = { id, box: await sealRecord(open.lock, KEPT, content) }
      const before = this.#own
      this.#own = id
      await changeKept(open, list => [...list.filter(one => one.id !== before), kept])
      return id
    })
  }

  /** What was kept and not sent, by whichever page. What cannot be opened is left. */
  kept(): Promise<{ id: string; content: VaultContent }[]> {
    return this.#do(async open => {
      const list = ((await open.records.read(await keyOf(open, KEPT))) ?? []) as KeptBox[]
      const read = async ({ id, box }: KeptBox) => ({
        id,
        content: readContent(await openRecord(open.lock, KEPT, box)),
      })
      return (await Promise.all(list.map(one => read(one).catch(() => undefined)))).filter(one => one !== undefined)
    })
  }

  sent(ids: readonly string[]): Promise<void> {
    return this.#do(open => changeKept(open, list => list.filter(({ id }) => !ids.includes(id))))
  }

  /** Every record of this workspace. */
  forget(): Promise<void> {
    return this.#do(async ({ records, tag }) => {
      const own = (await records.keys()).filter(key => key.startsWith(`${tag}.`))
      for (const key of own) await records.change(key, () => undefined)
    })
  }

  close(): void {
    this.#open = undefined
  }

  async #do<Result>(task: (open: Open) => Promise<Result>): Promise<Result> {
    const open = this.#open
    if (!open) throw new Locked()
    return this.#inOrder(() => task(open))
  }
}

const changeKept = async (open: Open, update: (list: KeptBox[]) => KeptBox[]): Promise<void> =>
  open.records.change(await keyOf(open, KEPT), old => {
    const list = update((old ?? []) as KeptBox[])
    return list.length > 0 ? list : undefined
  })

const keyOf = async ({ secret, tag }: Open, name: string): Promise<string> =>
  `${tag}.${toText((await sha(bind(VAULT, 'record', secret, name))).subarray(0, 16))}`
