import { execFileSync } from 'node:child_process'

const SERVER = new URL('../..', import.meta.url).pathname

/** The server as it runs, built before any test and by none of them, for all who start one. */
export const setup = (): void => {
  execFileSync(process.execPath, ['build.js'], { cwd: SERVER })
}
