import { writeFile } from 'node:fs/promises'
import { systemClock } from '../src/session/clock.ts'
import { toJson } from '../src/export/file.ts'
import { exportOf } from '../src/export/make.ts'
import type { Keep } from './couple.ts'

/** Writes the whole talk, as the first partner takes it along, to a file. Rejects where that cannot be done. */
export const keepIn =
  (path: string): Keep =>
  async first => {
    const made = Math.floor(systemClock.now() / 1000)
    await writeFile(path, toJson(await exportOf(await first.disclose(), { scope: 'whole', made })))
  }
