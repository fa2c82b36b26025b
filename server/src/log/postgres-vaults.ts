import { timingSafeEqual } from 'node:crypto'
import type pg from 'pg'
import { type Blob, bytesOf, toBytes } from './sqlite-rows.ts'
import { type Db, inOneCommit, statement } from './postgres-pool.ts'
import type { Vault, VaultDoor, VaultPutOutcome, Vaults } from './vaults.ts'

type DoorRow = { auth_hash: Blob; vault: number }

const NOTHING = new Uint8Array(32)

/** Whoever writes waits for whoever writes, on whatever machine: it is rare, and then nobody ever races. */
export class PostgresVaults implements Vaults {
  readonly #pool: pg.Pool
  readonly #untidy: () => void
  /** Those of this machine in the order in which they came. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(pool: pg.Pool, untidy: () => void) {
    this.#pool = pool
    this.#untidy = untidy
  }

  put(door: VaultDoor, vault: Vault, doors: readonly VaultDoor[]): Promise<VaultPutOutcome> {
    return this.#alone(async db => {
      const isKnown = (await doorRow(db, door.id)) !== undefined
      const there = await behind(db, door)
      if (there === undefined && (isKnown || vault.version !== 1)) return 'unknown'
      const version = there === undefined ? 0 : ((await SQL.vault.get(db, there)) as Vault).version
      if (vault.version !== version + 1) return { older: version }
      for (const { id } of doors) {
        const row = await doorRow(db, id)
        if (row && row.vault !== there) return 'unknown'
      }
      await keep(db, there, vault, doors)
      return 'stored'
    })
  }

  async open(door: VaultDoor): Promise<Vault | undefined> {
    const there = await behind(this.#pool, door)
    if (there === undefined) return undefined
    const row = (await SQL.vault.get(this.#pool, there)) as { version: number; blob: Blob } | undefined
    return row && { version: row.version, blob: bytesOf(row.blob) }
  }

  async forget(door: VaultDoor): Promise<boolean> {
    const isThere = await this.#alone(async db => {
      const there = await behind(db, door)
      if (there === undefined) return false
      await SQL.shut.run(db, there)
      await SQL.forget.run(db, there)
      return true
    })
    if (isThere) this.#untidy()
    return isThere
  }

  #alone<Result>(work: (db: pg.ClientBase) => Promise<Result>): Promise<Result> {
    const locked = async (db: pg.ClientBase) => {
      await SQL.lock.run(db)
      return work(db)
    }
    const turn = this.#turn.then(() => inOneCommit(this.#pool, locked))
    this.#turn = turn.catch(() => undefined)
    return turn
  }
}

const keep = async (
  db: Db,
  there: number | undefined,
  { version, blob }: Vault,
  doors: readonly VaultDoor[],
): Promise<void> => {
  const vault = there ?? ((await SQL.make.get(db, version, blob)) as { id: number }).id
  if (there !== undefined) await SQL.replace.run(db, version, blob, there)
  await SQL.shut.run(db, vault)
  for (const { id, authHash } of doors) await SQL.hang.run(db, toBytes(id), authHash, vault)
}

const behind = async (db: Db, { id, authHash }: VaultDoor): Promise<number | undefined> => {
  const row = await doorRow(db, id)
  return timingSafeEqual(row ? bytesOf(row.auth_hash) : NOTHING, authHash) ? row?.vault : undefined
}

const doorRow = async (db: Db, id: string): Promise<DoorRow | undefined> =>
  (await SQL.door.get(db, toBytes(id))) as DoorRow | undefined

const SQL = {
  lock: statement('vaultLock', `select pg_advisory_xact_lock(hashtext('haven vaults'))`),
  door: statement('vaultDoor', 'select auth_hash, vault from vault_doors where id = $1'),
  vault: statement('vault', 'select version, blob from vaults where id = $1'),
  make: statement('vaultMake', 'insert into vaults(version, blob) values ($1, $2) returning id'),
  replace: statement('vaultReplace', 'update vaults set version = $1, blob = $2 where id = $3'),
  hang: statement('vaultHang', 'insert into vault_doors(id, auth_hash, vault) values ($1, $2, $3)'),
  shut: statement('vaultShut', 'delete from vault_doors where vault = $1'),
  forget: statement('vaultForget', 'delete from vaults where id = $1'),
}
