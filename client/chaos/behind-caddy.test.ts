import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { freePort, type Haven, startHaven } from '../e2e/server.ts'
import { borrowDatabase, type Database } from './database.ts'

const fileAt = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const TOKEN = 'a token that is long enough'

/** It is said aloud where it is not installed, and never happens where changes are checked before they land. */
const hasCaddy = (): boolean => {
  if (spawnSync('caddy', ['version']).status === 0) return true
  if (process.env['CI']) throw new Error('Caddy is not installed: apt-get install caddy')
  console.warn('SKIPPED: Caddy is not installed, so nothing is known about deploy/Caddyfile.')
  return false
}

describe.runIf(hasCaddy())('two machines behind the Caddyfile of deploy, over TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haven-caddy-'))
  const authority = join(folder, 'pki/authorities/local/root.crt')
  let database: Database | undefined
  let nodes: [Haven, Haven]
  let caddy: ChildProcess
  let origin: string

  beforeAll(async () => {
    const port = await freePort()
    origin = `https://localhost:${port}`
    database = await borrowDatabase(false)
    const settings = {
      ...database!.settings,
      HAVEN_ORIGIN: origin,
      HAVEN_PROXY: '1',
      HAVEN_LIMITS: '',
      HAVEN_METRICS: TOKEN,
    }
    nodes = [await startHaven(settings), await startHaven(settings)]
    caddy = await serve(port)
  })
  afterAll(async () => {
    if (caddy && caddy.exitCode === null && caddy.kill()) await once(caddy, 'exit')
    for (const node of nodes ?? []) await node.dispose()
    await database?.dispose()
    rmSync(folder, { recursive: true, force: true })
  })

  /** The file as it is, with certificates by an authority of its own instead of a public one. */
  const serve = async (port: number): Promise<ChildProcess> => {
    const file = join(folder, 'Caddyfile')
    const globals = [
      `http_port ${await freePort()}`,
      'skip_install_trust',
      'admin off',
      `storage file_system ${folder}`,
    ]
    writeFileSync(file, `{\n${globals.join('\n')}\n}\nimport ${fileAt('../../deploy/Caddyfile')}\n`)
    const env = {
      ...process.env,
      HAVEN_DOMAIN: `localhost:${port}`,
      HAVEN_NODES: nodes.map(({ url }) => new URL(url).host).join(' '),
    }
    const running = spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', file], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let printed = ''
    running.stderr!.on('data', bytes => (printed += String(bytes)))
    await vi.waitFor(() => expect(printed).toContain('serving initial configuration'), { timeout: 20_000 })
    return running
  }

  const walk = (...args: string[]) => {
    const program = ['--import', 'tsx', fileAt('../walk/main.ts'), '--url', origin, ...args]
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: authority }
    const running = spawn(process.execPath, program, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let [printed, complained] = ['', '']
    running.stdout.on('data', bytes => (printed += String(bytes)))
    running.stderr.on('data', bytes => (complained += String(bytes)))
    return once(running, 'exit').then(() => ({
      ...(JSON.parse(printed.trim().split('\n').at(-1) || '{}') as { ok?: boolean; ended?: string }),
      complained,
    }))
  }

  const storedBy = async ({ url }: Haven): Promise<number> => {
    const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
    return Number(/^haven_acts_stored_total (\d+)/m.exec(await answer.text())?.[1])
  }

  const walked = async (...args: string[]) => {
    const { ok, ended, complained } = await walk(...args)
    return [complained, ok, ended]
  }
  const WHOLE = ['', true, 'done']

  it('one talk is held by one machine', async () => {
    expect(await walked()).toEqual(WHOLE)
    const stored = await Promise.all(nodes.map(storedBy))
    // The other may have opened it and let its people in.
    expect(stored.filter(many => many > 3)).toHaveLength(1)
  })

  it('when a machine dies the talks it held go on at the other, to their end', async () => {
    const before = await Promise.all(nodes.map(storedBy))
    const walking = Promise.all([walked('--couples', '6'), walked('--supervised')])
    const busy = await vi.waitFor(
      async () => {
        const now = await Promise.all(nodes.map(storedBy))
        const at = now.findIndex((many, node) => many > before[node]! + 20)
        expect(at).not.toBe(-1)
        return nodes[at]!
      },
      { timeout: 30_000 },
    )
    await busy.stop('SIGKILL')
    expect(await walking).toEqual([WHOLE, WHOLE])
  })

  it.runIf(process.env['HAVEN_FULL'])('A15 testssl finds nothing of high severity', { timeout: 600_000 }, async () => {
    const found = join(folder, 'testssl.json')
    const args = ['--quiet', '--color', '0', '--add-ca', authority, '--severity', 'MEDIUM', '--jsonfile', found, origin]
    const running = spawn('testssl', args, { stdio: 'ignore' })
    await once(running, 'exit')
    const all = JSON.parse(readFileSync(found, 'utf8')) as { id: string; severity: string; finding: string }[]
    for (const { id, severity, finding } of all) console.log(severity, id, finding)
    // The certificate is of this test alone: it lasts for hours and has nowhere to ask.
    const ours = all.filter(({ id }) => !id.startsWith('cert_'))
    expect(ours.filter(({ severity }) => ['HIGH', 'CRITICAL', 'FATAL'].includes(severity))).toEqual([])
  })
})
