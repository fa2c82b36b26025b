import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Cost } from './probe.ts'

const HERE = import.meta.dirname

let profileInto: string | undefined
/** From now on each server leaves a CPU profile of whatever is measured there, and costs more. */
export const profileTo = (folder: string): void => void (profileInto = folder)

/** A server in a process of its own, seen from outside. */
export class Running {
  readonly port: number
  readonly #child: ChildProcess

  constructor(port: number, child: ChildProcess) {
    this.port = port
    this.#child = child
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async ask<Answer = Cost>(asked: unknown): Promise<Answer> {
    this.#child.send(asked as string)
    const [answer] = (await once(this.#child, 'message')) as [Answer]
    return answer
  }

  /** What `work` cost this process. CPU in µs, wall clock in ms. */
  async during(work: () => Promise<unknown>): Promise<{ cpu: number; ms: number }> {
    const before = await this.ask(profileInto === undefined ? 'cost' : { profileInto })
    const began = performance.now()
    await work()
    const ms = performance.now() - began
    const after = await this.ask('cost')
    if (profileInto !== undefined) await this.ask('profiled')
    return { cpu: after.cpu - before.cpu, ms }
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await ended
  }
}

const running = new Set<Running>()
export const stopAll = async (): Promise<void> => void (await Promise.all([...running].map(server => server.stop())))

type Started = { file: string; args?: readonly string[]; env?: Record<string, string>; port?: number }

/** Resolves when it listens. */
const start = async ({ file, args = [], env = {}, port }: Started): Promise<Running> => {
  const at = port ?? (await freePort())
  const flags = ['--expose-gc', '--import', join(HERE, 'probe.js')]
  const child = spawn(process.execPath, [...flags, file, `${at}`, ...args], {
    env: { ...process.env, PORT: `${at}`, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const server = new Running(at, child)
  running.add(server)
  child.once('exit', () => running.delete(server))
  await new Promise<void>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`${file} stopped with ${code}`)))
    child.stdout?.on('data', bytes => String(bytes).includes('is open') && resolve())
  })
  return server
}

export const startFloor = (commitTo?: string): Promise<Running> =>
  start({ file: join(HERE, 'floor.js'), args: commitTo === undefined ? [] : ['--commit', commitTo] })

/** The server as it is shipped, over a folder of its own. A port keeps its sessions' origin over a restart. */
export const startHaven = (data: string, port?: number): Promise<Running> =>
  start({
    file: join(HERE, '../main.js'),
    env: { HAVEN_DATA: data, HAVEN_LIMITS: 'open' },
    ...(port !== undefined && { port }),
  })

/** The same parts with a clock that moves when told to, and with a word on who is still held. */
export const startHouse = (data: string): Promise<Running> => start({ file: join(HERE, 'house.js'), args: [data] })

const freePort = () =>
  new Promise<number>(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
