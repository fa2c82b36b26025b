import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A database of its own, as a server is told of it. */
export type Database = { settings: Record<string, string>; dispose(): Promise<void> }

const LEND = fileURLToPath(new URL('../../server/src/testing/lend.ts', import.meta.url))

/** `undefined` where PostgreSQL is not installed, which it says. `isDeaf`: servers do not hear of each other by it. */
export const borrowDatabase = async (isDeaf: boolean): Promise<Database | undefined> => {
  const args = ['--import', 'tsx', LEND, ...(isDeaf ? ['deaf'] : [])]
  const lender = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(lender, 'exit')
  let printed = ''
  lender.stdout.on('data', bytes => (printed += String(bytes)))
  await Promise.race([once(lender.stdout, 'data'), exited])
  const settings = JSON.parse(printed || 'null') as Record<string, string> | null
  if (!settings && lender.exitCode) throw new Error('no database could be borrowed')
  if (!settings) return undefined
  const dispose = async () => {
    lender.stdin.end()
    await exited
  }
  return { settings, dispose }
}
