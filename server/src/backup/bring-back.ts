import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Followed, followAll, sessionsIn } from '../chains.ts'
import { catchUp } from '../log/sqlite-copy.ts'
import { openSqlite } from '../log/sqlite-store.ts'
import type { Store } from '../log/store.ts'
import { unseal } from './sealed-file.ts'

/** `since`: the data folder that was in use last, where it can still be read. Milliseconds. */
export type Return = { from: string; shares?: string; keyFile: string; to: string; since?: string; now: number }
export type Back = Followed & {
  ok: boolean
  /** Sessions forgotten, and boxes withdrawn, after the copy was made. */
  forgotten: number
  withdrawn: number
  /** Sessions that nobody can open, for their share is gone. */
  unreadable: number
}

/**
 * A data folder from a copy, ready to be served. What people made disappear after the copy is gone from it again where
 * `since` still knows of it.
 * @throws NotEmpty, BrokenBackup; the error of the disk or of the seal. Nothing is left then.
 */
export const bringBack = async ({ from, shares, keyFile, to, since, now }: Return): Promise<Back> => {
  await mkdir(to, { recursive: true, mode: 0o700 })
  if ((await readdir(to)).length > 0) throw new NotEmpty(to)
  try {
    await unseal(from, join(to, 'haven.db'), keyFile)
    if (shares !== undefined) await unseal(shares, join(to, 'shares.db'), keyFile)
    const { withdrawn, gone } = since === undefined ? { withdrawn: 0, gone: [] } : catchUp(to, since)
    const store = openSqlite(to)
    try {
      return { ok: true, forgotten: gone.length, withdrawn, ...(await tidy(store, gone, now)) }
    } finally {
      store.log.close()
      store.shares.close()
    }
  } catch (error) {
    for (const name of await readdir(to)) await rm(join(to, name), { force: true })
    throw error
  }
}

const tidy = async (store: Store, gone: readonly string[], now: number): Promise<Followed & { unreadable: number }> => {
  for (const session of gone) {
    await store.shares.forget(session)
    await store.access.forget(session, Math.floor(now / 1000))
  }
  const followed = await followAll(store)
  if (followed.broken > 0) throw new BrokenBackup(followed)
  let unreadable = 0
  for await (const session of sessionsIn(store.access))
    if ((await store.shares.of(session)).length === 0) unreadable += 1
  return { ...followed, unreadable }
}

export class NotEmpty extends Error {
  override readonly name = 'NotEmpty'

  constructor(folder: string) {
    super(`${folder} is not empty`)
  }
}

export class BrokenBackup extends Error {
  override readonly name = 'BrokenBackup'

  constructor({ broken, channels }: Followed) {
    super(`${broken} of ${channels} channels do not hold`)
  }
}
