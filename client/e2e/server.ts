import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MAIN = new URL('../../server/dist/main.js', import.meta.url).pathname

/** A real server process over a data folder of its own, that can be stopped and started in mid-sentence. */
export type Haven = {
  url: string
  /** The data folder, to search it for words. */
  data: string
  log(): string
  /** Of the process that runs now. */
  pid(): number
  stop(signal?: NodeJS.Signals): Promise<void>
  start(): Promise<void>
  dispose(): Promise<void>
}

export const startHaven = async (settings: Record<string, string> = {}): Promise<Haven> => {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'haven-'))
  const data = join(folder, 'data')
  const url = `http://localhost:${port}`
  let printed = ''
  let child: ChildProcess | undefined
  const start = async () => {
    child = spawn(process.execPath, [MAIN], {
      env: { ...process.env, PORT: String(port), HAVEN_DATA: data, HAVEN_LIMITS: 'open', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', bytes => (printed += String(bytes)))
    await healthy(url, child, () => printed)
  }
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    const running = child
    child = undefined
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const exited = new Promise(resolve => running.once('exit', resolve))
    running.kill(signal)
    await exited
  }
  await start()
  return {
    url,
    data,
    log: () => printed,
    pid: () => child!.pid!,
    stop,
    start,
    dispose: async () => {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const healthy = async (url: string, child: ChildProcess, printed: () => string) => {
  const until = Date.now() + 20_000
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The server stopped at once:\n${printed()}`)
    const answer = await fetch(`${url}/healthz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`The server did not answer in time:\n${printed()}`)
}

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
