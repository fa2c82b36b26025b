import { mkdirSync, statSync } from 'node:fs'
import { BadSetting } from './settings.ts'

/** Made for its owner alone. Throws when others can get at one that is already there. P35 */
export const openDataFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const mode = statSync(folder).mode & 0o777
  if ((mode & 0o077) === 0) return
  throw new BadSetting(`HAVEN_DATA is open to others (${mode.toString(8)}): chmod 700 it, or name another folder.`)
}
