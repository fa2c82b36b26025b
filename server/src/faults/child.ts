import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { Sock } from '../testing/sock.ts'

const MAIN = new URL('../../dist/main.js', import.meta.url).pathname

/** A real server process over a folder of its own, to be killed in mid-sentence. */
export class Child {
  readonly folder = mkdtempSync(join(tmpdir(), 'haven-'))
  readonly data = join(this.folder, 'data')
  printed = ''
  readonly #port: number
  readonly #settings: Record<string, string>
  readonly #diskMiB: number | undefined
  #process: ChildProcess | undefined

  private constructor(port: number, settings: Record<string, string>, diskMiB?: number) {
    this.#port = port
    this.#settings = settings
    this.#diskMiB = diskMiB
  }

  /** `diskMiB`: its data folder is a disk of this size, which the process alone has. */
  static async start(settings: Record<string, string> = {}, diskMiB?: number): Promise<Child> {
    const child = new Child(await freePort(), settings, diskMiB)
    await child.start()
    return child
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const env = {
      ...process.env,
      PORT: `${this.#port}`,
      HAVEN_DATA: this.data,
      HAVEN_LIMITS: 'open',
      ...this.#settings,
    }
    const [program, args] = this.#program()
    const started = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#process = started
    started.stderr.on('data', bytes => (this.printed += String(bytes)))
    await new Promise<void>((resolve, reject) => {
      started.once('exit', code => reject(new Error(`it stopped with ${code}: ${this.printed}`)))
      started.stdout.on('data', bytes => {
        this.printed += String(bytes)
        if (String(bytes).includes('Haven is open')) resolve()
      })
    })
  }

  async stop(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    const running = this.#process
    if (!running || running.exitCode !== null || running.signalCode !== null) return running?.exitCode ?? null
    const exited = new Promise<number | null>(resolve => running.once('exit', resolve))
    running.kill(signal)
    return exited
  }

  /** Of the process that runs now. */
  get pid(): number {
    return this.#process!.pid!
  }

  /** The data folder as the process has it before its eyes. */
  get seenData(): string {
    return `/proc/${this.pid}/root${this.data}`
  }

  #program(): [string, string[]] {
    if (this.#diskMiB === undefined) return [process.execPath, [MAIN]]
    const size = `size=${this.#diskMiB}m,mode=0700`
    const mount = `mkdir -p "$0" && mount -t tmpfs -o ${size} none "$0" && exec "$1" "$2"`
    return ['unshare', ['-rm', 'sh', '-c', mount, this.data, process.execPath, MAIN]]
  }

  connect(): Sock {
    const socket = new WebSocket(`${this.url.replace('http', 'ws')}/socket`, ['haven.1'], { origin: this.url })
    return Sock.over(socket as Parameters<typeof Sock.over>[0], this.url)
  }

  async post(path: string, body: unknown): Promise<number> {
    const headers = { 'content-type': 'application/json' }
    return (await fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body) })).status
  }

  async dispose(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

const freePort = () =>
  new Promise<number>(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
