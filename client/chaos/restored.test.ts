import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Haven, startHaven } from '../e2e/server.ts'
import { newDevice, until } from '../walk/partner.ts'
import { beginTalk, openHere } from '../walk/talk.ts'

const run = promisify(execFile)
const commandOf = (name: string) => new URL(`../../server/dist/${name}.js`, import.meta.url).pathname

let haven: Haven
let folder: string
beforeEach(async () => {
  haven = await startHaven()
  folder = await mkdtemp(join(tmpdir(), 'haven-restored-'))
})
afterEach(async () => {
  await haven.dispose()
  await rm(folder, { recursive: true, force: true })
})

/** Below the folder of this test. */
const at = (...names: string[]) => join(folder, ...names)

const tool = async (name: 'backup' | 'restore', ...args: string[]): Promise<Record<string, unknown>> => {
  const env = { ...process.env, HAVEN_DATA: haven.data }
  const { stdout } = await run(process.execPath, [commandOf(name), ...args], { env })
  return JSON.parse(stdout) as Record<string, unknown>
}

it('F15 C11 after a copy is served again, whoever knows more of the talk is told and keeps it; others go on', async () => {
  const [ahead, behind] = [await pair('Ada'), await pair('Ben')]
  const { recipient } = await tool('backup', '--new-key', at('key'))
  await tool('backup', '--to', at('copies'), '--recipient', String(recipient), '--shares-to', at('shares'))
  const first = await openHere(ahead[0], ahead.id)
  await until(first, ({ phase, line }) => phase === 'open' && line === 'up')
  await first.act({ type: 'readied' })
  const { told } = await until(first, ({ pending, told: all }) => pending.length === 0 && all.length === 4)
  await haven.stop()
  const [[copy], [share]] = [await readdir(at('copies')), await readdir(at('shares'))]
  const from = ['--from', at('copies', copy!), '--shares', at('shares', share!), '--key', at('key')]
  expect(await tool('restore', ...from, '--to', at('back'))).toMatchObject({ ok: true, sessions: 2, broken: 0 })
  await rm(haven.data, { recursive: true })
  await cp(at('back'), haven.data, { recursive: true })
  await haven.start()
  await expect(until(first, () => false)).rejects.toThrow('{"kind":"story","why":"head"}')
  expect(first.get().told).toEqual(told)
  first.close()
  const other = await openHere(behind[0], behind.id)
  const open = await until(other, ({ phase, line }) => phase === 'open' && line === 'up')
  await other.act({ type: 'readied' })
  await until(other, ({ told: all }) => all.length === open.told.length + 1)
  other.close()
})

const pair = async (name: string) => {
  const devices = [newDevice(haven.url), newDevice(haven.url)] as const
  const id = await beginTalk(devices, name, true)
  for (const device of devices) {
    const session = await openHere(device, id)
    await until(session, ({ phase, told }) => phase === 'open' && told.length >= 3)
    session.close()
  }
  return Object.assign(devices, { id })
}
