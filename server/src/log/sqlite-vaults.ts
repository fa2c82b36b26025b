import { timingSafeEqual } from 'node:crypto'
import type Database from 'libsql'
import { inOneCommit, prepared } from './sqlite-files.ts'
import { type Blob, blobs, bytesOf, numbers, toBytes } from './sqlite-rows.ts'
import type { Vault, VaultDoor, VaultPutOutcome, Vaults } from './vaults.ts'

type DoorRow = { auth_hash: Blob; vault: number }

const NOTHING = new Uint8Array(32)

export class SqliteVaults implements Vaults {
  readonly #db: Database.Database
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: Database.Database) {
    this.#db = db
    this.#sql = prepare(db)
  }

  async put(door: VaultDoor, vault: Vault, doors: readonly VaultDoor[]): Promise<VaultPutOutcome> {
    return inOneCommit(this.#db, () => {
      const isKnown = this.#doorRow(door.id) !== undefined
      const there = this.#behind(door)
      if (there === undefined && (isKnown || vault.version !== 1)) return 'unknown'
      const version = there === undefined ? 0 : this.#versionOf(there)
      if (vault.version !== version + 1) return { older: version }
      if (doors.some(({ id }) => this.#isOfAnother(id, there))) return 'unknown'
      this.#keep(there, vault, doors)
      return 'stored'
    })
  }

  async open(door: VaultDoor): Promise<Vault | undefined> {
    const there = this.#behind(door)
    if (there === undefined) return undefined
    const { version, blob } = this.#sql.vault.get(there) as { version: number; blob: Blob }
    return { version, blob: bytesOf(blob) }
  }

  async forget(door: VaultDoor): Promise<boolean> {
    const isThere = inOneCommit(this.#db, () => {
      const there = this.#behind(door)
      if (there === undefined) return false
      this.#sql.shut.run(there)
      this.#sql.forget.run(there)
      return true
    })
    if (isThere) this.#db.pragma('wal_checkpoint(TRUNCATE)')
    return isThere
  }

  #keep(there: number | undefined, { version, blob }: Vault, doors: readonly VaultDoor[]): void {
    const vault = there ?? this.#sql.make.run(version, blob).lastInsertRowid
    if (there !== undefined) this.#sql.replace.run(version, blob, there)
    this.#sql.shut.run(vault)
    for (const { id, authHash } of doors) this.#sql.hang.run(toBytes(id), authHash, vault)
  }

  #behind({ id, authHash }: VaultDoor): number | undefined {
    const row = this.#doorRow(id)
    return timingSafeEqual(row ? bytesOf(row.auth_hash) : NOTHING, authHash) ? row?.vault : undefined
  }

  #isOfAnother(id: string, own: number | undefined): boolean {
    const row = this.#doorRow(id)
    return row !== undefined && row.vault !== own
  }

  #doorRow(id: string): DoorRow | undefined {
    return this.#sql.door.get(toBytes(id)) as DoorRow | undefined
  }

  #versionOf(vault: number): number {
    return (this.#sql.version.get(vault) as { version: number }).version
  }
}

const prepare = (db: Database.Database) => {
  const sql = (text: string) => prepared(db, text)
  return {
    door: sql(`select ${blobs('auth_hash')}, vault from vault_doors where id = ?`),
    version: sql(`select ${numbers('version')} from vaults where id = ?`),
    vault: sql(`select ${numbers('version')}, ${blobs('blob')} from vaults where id = ?`),
    make: sql('insert into vaults(version, blob) values (?, ?)'),
    replace: sql('update vaults set version = ?, blob = ? where id = ?'),
    hang: sql('insert into vault_doors(id, auth_hash, vault) values (?, ?, ?)'),
    shut: sql('delete from vault_doors where vault = ?'),
    forget: sql('delete from vaults where id = ?'),
  }
}
