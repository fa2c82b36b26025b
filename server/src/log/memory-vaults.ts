import { timingSafeEqual } from 'node:crypto'
import type { Vault, VaultDoor, VaultPutOutcome, Vaults } from './vaults.ts'

type Kept = { hash: Uint8Array; of: { vault: Vault } }

const NOTHING = new Uint8Array(32)

export class MemoryVaults implements Vaults {
  readonly #doors = new Map<string, Kept>()

  async put(door: VaultDoor, vault: Vault, doors: readonly VaultDoor[]): Promise<VaultPutOutcome> {
    const isKnown = this.#doors.has(door.id)
    const there = this.#behind(door)
    if (!there && (isKnown || vault.version !== 1)) return 'unknown'
    if (there && vault.version !== there.vault.version + 1) return { older: there.vault.version }
    if (doors.some(({ id }) => this.#isOfAnother(id, there))) return 'unknown'
    const of = there ?? { vault }
    this.#shut(of)
    of.vault = vault
    for (const { id, authHash } of doors) this.#doors.set(id, { hash: authHash, of })
    return 'stored'
  }

  async open(door: VaultDoor): Promise<Vault | undefined> {
    return this.#behind(door)?.vault
  }

  async forget(door: VaultDoor): Promise<boolean> {
    const of = this.#behind(door)
    if (of) this.#shut(of)
    return of !== undefined
  }

  #behind({ id, authHash }: VaultDoor): Kept['of'] | undefined {
    const kept = this.#doors.get(id)
    return timingSafeEqual(kept?.hash ?? NOTHING, authHash) ? kept?.of : undefined
  }

  #isOfAnother(id: string, own: Kept['of'] | undefined): boolean {
    const kept = this.#doors.get(id)
    return kept !== undefined && kept.of !== own
  }

  #shut(of: Kept['of']): void {
    for (const [id, kept] of this.#doors) if (kept.of === of) this.#doors.delete(id)
  }
}
