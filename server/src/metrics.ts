import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { CLOSE } from '@haven/shared/wire.ts'
import type { EventLog } from './log/event-log.ts'

/** Ours and those of the protocol below; whoever closes may name any other. */
const KNOWN: ReadonlySet<number> = new Set([1000, 1001, 1005, 1006, 1009, ...Object.values(CLOSE)])

type Sizes = { sockets: () => number; rooms: () => number; waiting: () => number }

/** How much and how fast, for whoever runs Haven. No word, no id, no address and no time of anybody in particular. P39 */
export class Metrics {
  readonly #registry = new Registry()
  readonly #acts = this.#counter('haven_acts_stored_total', 'Acts on disk.')
  readonly #failed = this.#counter('haven_failures_total', 'What went wrong here, by its code.', 'code')
  readonly #refused = this.#counter('haven_refusals_total', 'Acts that were refused, by reason.', 'code')
  readonly #closed = this.#counter('haven_sockets_closed_total', 'Sockets that ended, by close code.', 'code')
  readonly #answered = this.#counter('haven_answers_total', 'HTTP answers, by route and status.', 'route', 'status')
  readonly #commits = new Histogram({
    name: 'haven_commit_seconds',
    help: 'From handing acts to the log until they were on disk.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.#registry],
  })

  /** Of the process as a whole too: memory, processor, lag of the loop, descriptors. */
  ofProcess(): this {
    collectDefaultMetrics({ register: this.#registry })
    return this
  }

  /** Read when somebody asks. */
  sizes({ sockets, rooms, waiting }: Sizes): void {
    this.#gauge('haven_sockets', 'Open sockets.', sockets)
    this.#gauge('haven_channels_loaded', 'Channels in memory.', rooms)
    this.#gauge('haven_acts_waiting', 'Acts waiting for a commit.', waiting)
  }

  /** The same log, timed. */
  watch(log: EventLog): EventLog {
    const append: EventLog['append'] = async batch => {
      const end = this.#commits.startTimer()
      const outcomes = await log.append(batch)
      end()
      this.#acts.inc(batch.reduce((sum, { rows }, at) => sum + (outcomes[at] === 'stored' ? rows.length : 0), 0))
      return outcomes
    }
    return {
      append,
      read: (at, after, limit) => log.read(at, after, limit),
      load: (session, channel, tail) => log.load(session, channel, tail),
      stands: session => log.stands(session),
      check: () => log.check(),
      tidy: () => log.tidy(),
      close: () => log.close(),
    }
  }

  failed(code: string): void {
    this.#failed.inc({ code })
  }

  refused(code: string): void {
    this.#refused.inc({ code })
  }

  closed(code: number): void {
    this.#closed.inc({ code: KNOWN.has(code) ? code : 'other' })
  }

  answered(route: string, status: number): void {
    this.#answered.inc({ route, status })
  }

  get type(): string {
    return this.#registry.contentType
  }

  text(): Promise<string> {
    return this.#registry.metrics()
  }

  #counter(name: string, help: string, ...labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.#registry] })
  }

  #gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({ name, help, registers: [this.#registry], collect: () => gauge.set(read()) })
  }
}
