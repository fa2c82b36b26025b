import { connect, createServer, type Server, type Socket } from 'node:net'
import type { Random } from './random.ts'

export type Weather = {
  /** The longest lag of a connection, one way. */
  lagMs: number
  /** How long a connection lives. */
  lifeMs: readonly [number, number]
  /** How long a broken one lies about before both ends hear of it. */
  lingerMs: readonly [number, number]
}

export type Proxy = {
  port: number
  /** From now on connections lag, and each comes to an end; `undefined`: fair, and what was broken is reset. */
  weather(weather: Weather | undefined): void
  /** The port behind it; while there is none, new connections are turned away. */
  lead(to: number | undefined): void
  /** Another one that is always behind it; each connection comes to either. */
  also(port: number): void
  /** So many of a hundred connections, in the order they were made. */
  cut(percent: number): void
  close(): Promise<void>
}

/** Loopback TCP with lag, cuts, half-open and half-closed connections. Bytes come in order and once, or not at all. */
export const openProxy = async (random: Random): Promise<Proxy> => {
  const pairs = new Set<Pair>()
  let now: Weather | undefined
  let target: number | undefined
  let steady: number | undefined
  const server = createServer({ allowHalfOpen: true, noDelay: true }, near => {
    const ports = [target, steady].filter(port => port !== undefined)
    if (ports.length === 0) return void near.on('error', () => {}).destroy()
    const pair = new Pair(
      near,
      connect({ port: random.pick(ports), host: '127.0.0.1', allowHalfOpen: true, noDelay: true }),
    )
    pairs.add(pair)
    pair.gone = () => pairs.delete(pair)
    if (now) pair.suffer(now, random.fork())
  })
  // Where no server comes up behind it, nothing is left to wait for.
  server.unref()
  return {
    port: await listen(server),
    weather: weather => {
      now = weather
      for (const pair of pairs) if (!weather) pair.recover()
    },
    lead: to => void (target = to),
    also: port => void (steady = port),
    cut: percent => {
      for (const pair of [...pairs].slice(0, Math.ceil((pairs.size * percent) / 100))) pair.cut()
    },
    close: async () => {
      for (const pair of pairs) pair.cut()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address && typeof address === 'object') resolve(address.port)
    })
  })

/** What one side said and the other has not heard yet. */
class Road {
  #queue: { due: number; pass(): void }[] = []
  #timer: NodeJS.Timeout | undefined
  lag = (): number => 0

  later(pass: () => void): void {
    const last = this.#queue.at(-1)?.due ?? 0
    this.#queue.push({ due: Math.max(last, performance.now() + this.lag()), pass })
    if (this.#queue.length === 1) this.#wait()
  }

  clear(): void {
    this.lag = () => 0
    for (const { pass } of this.#queue.splice(0)) pass()
    this.close()
  }

  /** What is on it stays on it. */
  close(): void {
    clearTimeout(this.#timer)
    this.#queue = []
  }

  #wait(): void {
    const [first] = this.#queue
    if (!first || first.due === Infinity) return
    this.#timer = setTimeout(() => {
      this.#queue.shift()
      first.pass()
      this.#wait()
    }, first.due - performance.now())
  }
}

/** One connection and the one behind it. */
class Pair {
  readonly #near: Socket
  readonly #far: Socket
  readonly #roads = [new Road(), new Road()] as const
  #timer: NodeJS.Timeout | undefined
  #isBroken = false
  gone = (): void => {}

  constructor(near: Socket, far: Socket) {
    this.#near = near
    this.#far = far
    this.#carry(near, far, this.#roads[0])
    this.#carry(far, near, this.#roads[1])
  }

  suffer({ lagMs, lifeMs, lingerMs }: Weather, random: Random): void {
    const most = random.pick([0, 0, lagMs / 100, lagMs / 10, lagMs])
    for (const road of this.#roads) road.lag = () => random.next() * most
    const end = random.pick([() => this.cut(), () => this.#hang(), () => this.#near.end(), () => this.#far.end()])
    this.#timer = setTimeout(
      () => {
        this.#isBroken = true
        this.#timer = setTimeout(() => this.cut(), random.between(...lingerMs))
        end()
      },
      random.between(...lifeMs),
    )
  }

  recover(): void {
    if (this.#isBroken) return this.cut()
    clearTimeout(this.#timer)
    for (const road of this.#roads) road.clear()
  }

  cut(): void {
    clearTimeout(this.#timer)
    for (const road of this.#roads) road.close()
    this.#near.destroy()
    this.#far.destroy()
    this.gone()
  }

  /** Half-open: nothing arrives any more, and nobody is told. */
  #hang(): void {
    for (const road of this.#roads) {
      road.close()
      road.lag = () => Infinity
    }
  }

  #carry(from: Socket, to: Socket, road: Road): void {
    from.on('data', bytes => road.later(() => to.writable && to.write(bytes)))
    from.on('end', () => road.later(() => to.end()))
    from.on('error', () => this.cut())
    from.on('close', () => to.destroyed && this.cut())
  }
}
