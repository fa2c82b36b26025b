import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A real server process over a folder of its own. It is killed in mid-sentence, and its clock is turned. */
export type House = {
  port: number
  url: string
  /** When the process was last begun, on the clock of `performance`. */
  begunAt(): number
  /** How long each start took until it listened, in milliseconds. */
  starts: readonly number[]
  /** Resolves when it listens. */
  start(): Promise<void>
  kill(): Promise<void>
  /** Turns its time of day away from the true one by so many milliseconds. */
  turn(ms: number): void
  /** What the process holds once it has swept: bytes, and descriptors. */
  weigh(): Promise<Weight>
  dispose(): Promise<void>
}

export type Weight = { heap: number; rss: number; descriptors: number }

export const SERVER = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url))

/** The server knows the time of day from `Date.now` alone; what it waits for goes by another clock. */
const TURNABLE = `data:text/javascript,${encodeURIComponent(`
  const now = Date.now
  let turned = Number(process.env.CHAOS_TURNED ?? 0)
  Date.now = () => now() + turned
  const { readdirSync } = await import('node:fs')
  const weigh = () => {
    gc()
    const { heapUsed, rss } = process.memoryUsage()
    process.send({ heap: heapUsed, rss, descriptors: readdirSync('/proc/self/fd').length })
  }
  process.on('message', asked => asked === 'weigh' ? weigh() : turned = asked)
  process.channel?.unref()`)}`

export const openHouse = async (settings: Record<string, string>, main = SERVER): Promise<House> => {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'haven-'))
  const starts: number[] = []
  let child: ChildProcess | undefined
  let begunAt = 0
  let turned = 0
  const start = async () => {
    begunAt = performance.now()
    const own = { PORT: `${port}`, HAVEN_DATA: join(folder, 'data'), HAVEN_LIMITS: 'open', CHAOS_TURNED: `${turned}` }
    child = spawn(process.execPath, ['--expose-gc', '--import', TURNABLE, main], {
      env: { ...process.env, ...own, ...settings },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    await listening(child)
    starts.push(performance.now() - begunAt)
  }
  const kill = async () => {
    const running = child
    child = undefined
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const exited = new Promise(resolve => running.once('exit', resolve))
    running.kill('SIGKILL')
    await exited
  }
  const turn = (ms: number) => {
    turned = ms
    if (child?.connected) child.send(ms, () => undefined)
  }
  const weigh = (): Promise<Weight> =>
    new Promise((resolve, reject) => {
      if (!child?.connected) return reject(new Error('there is no server to weigh'))
      child.once('message', weight => resolve(weight as Weight))
      child.send('weigh')
    })
  const dispose = async () => {
    await kill()
    await rm(folder, { recursive: true, force: true })
  }
  await start().catch(async error => {
    await dispose()
    throw error
  })
  return { port, url: `http://127.0.0.1:${port}`, begunAt: () => begunAt, starts, start, kill, turn, weigh, dispose }
}

const listening = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let printed = ''
    const hear = (bytes: unknown) => {
      if (printed.includes('Haven is open')) return
      printed += String(bytes)
      if (printed.includes('Haven is open')) resolve()
    }
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', hear)
    child.once('exit', code => reject(new Error(`the server stopped with ${code}: ${printed}`)))
  })

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
