import { followAll, type Followed } from '../chains.ts'
import { copyTables } from '../log/postgres-move.ts'
import { type Databases, openPostgres } from '../log/postgres-store.ts'
import { openSqlite } from '../log/sqlite-store.ts'
import type { Store } from '../log/store.ts'

export type Moved = { ok: true; shares: number; vaults: number } & Followed

/** What is stored does not hold, and was not moved, or does not arrive as it was. */
export class BrokenMove extends Error {
  override readonly name = 'BrokenMove'
}

/**
 * Copies a data folder that nobody serves into two empty databases and follows every chain on both sides. The folder
 * stays as it is.
 * @throws BrokenMove; what `copyTables` throws. Then nothing may be served from the databases.
 */
export const move = async (folder: string, databases: Databases): Promise<Moved> => {
  const before = await followed(openSqlite(folder))
  if (before.broken > 0) throw new BrokenMove(`${before.broken} chains of the folder do not hold`)
  await closed(await openPostgres(databases))
  const { shares = 0, vaults = 0 } = await copyTables(folder, databases)
  const after = await followed(await openPostgres(databases))
  const isSame = (Object.keys(before) as (keyof Followed)[]).every(name => before[name] === after[name])
  if (!isSame) throw new BrokenMove('what arrived is not what was sent')
  return { ok: true, ...after, shares, vaults }
}

const followed = async (store: Store): Promise<Followed> => {
  try {
    return await followAll(store)
  } finally {
    await closed(store)
  }
}

const closed = async ({ log, shares, elsewhere }: Store): Promise<void> => {
  await elsewhere?.close()
  await log.close()
  await shares.close()
}
