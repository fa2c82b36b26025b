import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Followed, followAll } from '../chains.ts'
import { copyFiles } from '../log/sqlite-copy.ts'
import { openSqlite } from '../log/sqlite-store.ts'
import { seal } from './sealed-file.ts'

/** `sharesTo`: another place than `to`, for whoever has both can open what devices' secrets open. Times in ms. */
export type BackupPlan = {
  data: string
  to: string
  sharesTo?: string
  recipient: string
  keepDays: number
  sharesKeepDays: number
  now: number
}
export type Backed = Followed & { ok: boolean; file: string; shares: string | null; bytes: number; dropped: number }

const DAY_MS = 86_400_000

/**
 * A copy of a data folder in use, as of one moment, sealed for `recipient`. Nothing is written unless every chain in it
 * holds. Copies older than their days are dropped only after a new one is there.
 * @throws BrokenCopy with what was found; the error of the disk.
 */
export const backUp = async (plan: BackupPlan): Promise<Backed> => {
  const { data, to, sharesTo, recipient, now } = plan
  const inside = mkdtempSync(join(data, '.copy-'))
  try {
    copyFiles(data, inside)
    const followed = await follow(inside)
    if (followed.broken > 0) throw new BrokenCopy(followed)
    const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-')
    const file = join(await folder(to), `haven-${stamp}.db.age`)
    const shares = sharesTo === undefined ? null : join(await folder(sharesTo), `shares-${stamp}.db.age`)
    const bytes = await seal(join(inside, 'haven.db'), file, recipient)
    if (shares !== null) await seal(join(inside, 'shares.db'), shares, recipient)
    return { ok: true, file, shares, bytes, dropped: await drop(plan), ...followed }
  } finally {
    rmSync(inside, { recursive: true, force: true })
  }
}

export class BrokenCopy extends Error {
  override readonly name = 'BrokenCopy'

  constructor({ broken, channels }: Followed) {
    super(`${broken} of ${channels} channels do not hold; nothing was written`)
  }
}

const follow = async (data: string): Promise<Followed> => {
  const store = openSqlite(data)
  try {
    return await followAll(store)
  } finally {
    store.log.close()
    store.shares.close()
  }
}

const folder = async (path: string): Promise<string> => {
  await mkdir(path, { recursive: true, mode: 0o700 })
  return path
}

const drop = async ({ to, sharesTo, keepDays, sharesKeepDays, now }: BackupPlan): Promise<number> => {
  const old = [
    ...(await olderIn(to, /^haven-(.+)\.db\.age$/, now - keepDays * DAY_MS)),
    ...(sharesTo === undefined ? [] : await olderIn(sharesTo, /^shares-(.+)\.db\.age$/, now - sharesKeepDays * DAY_MS)),
  ]
  for (const file of old) await rm(file)
  return old.length
}

const olderIn = async (path: string, form: RegExp, before: number): Promise<string[]> => {
  const names = await readdir(path)
  return names.filter(name => madeAt(form.exec(name)?.[1] ?? '') < before).map(name => join(path, name))
}

/** NaN for what this did not name; that is never older. */
const madeAt = (stamp: string): number => Date.parse(stamp.replace(/T(\d\d)-(\d\d)-(\d\d)-(\d+)Z/, 'T$1:$2:$3.$4Z'))
