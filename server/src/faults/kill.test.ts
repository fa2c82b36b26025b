import { setTimeout as after } from 'node:timers/promises'
import { isBySeat, type Entry } from '@haven/shared/acts.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSqlite } from '../log/sqlite-store.ts'
import { readStanding } from '../standing.ts'
import { sized } from '../abuse/full.ts'
import { newHash, newId, newTestDevice, type TestDevice } from '../testing/device.ts'
import { claimBody, createBody } from '../testing/house.ts'
import type { Sock } from '../testing/sock.ts'
import { Child } from './child.ts'

const KILLS = sized(20, 1_000)
const IN_FLIGHT = 4

type Frame = ReturnType<Sock['proposal']>

/** One partner who goes on acting, whatever happens to the server; keeps the bytes of what was not answered. */
class Partner {
  readonly device: TestDevice
  readonly session: string
  readonly acked = new Map<string, number>()
  readonly refused = new Set<string>()
  readonly seen: Entry[] = []
  #open: Frame[] = []
  #sock!: Sock
  #read = 0

  constructor(device: TestDevice, session: string) {
    this.device = device
    this.session = session
  }

  /** Logs in again with what it has, and sends the same bytes once more. */
  async comeBack(child: Child): Promise<void> {
    const sock = child.connect()
    sock.entries.push(...this.seen)
    this.#sock = sock
    this.#read = 0
    await sock.hello(this.session, this.device, { since: { room: this.seen.length } })
    await sock.until(() => (sock.welcome?.heads.room?.seq ?? Infinity) <= sock.entries.length)
    this.#settle()
    for (const frame of this.#open) sock.send(frame)
  }

  /** Reads what came and keeps some acts on their way. */
  goOn(): void {
    this.#settle()
    for (let room = IN_FLIGHT - this.#open.length; room > 0; room -= 1) {
      const frame = this.#sock.proposal({ type: 'withdrew', kind: 'shareMeasures' }, '')
      this.#open.push(frame)
      this.#sock.send(frame)
    }
  }

  /** Until everything is answered. */
  finish(): Promise<void> {
    return this.readUntil(() => this.#open.length === 0)
  }

  readUntil(holds: () => boolean): Promise<void> {
    return this.#sock.until(() => {
      this.#settle()
      return holds()
    })
  }

  #settle(): void {
    const { entries, frames } = this.#sock
    for (const entry of entries.slice(this.seen.length)) {
      this.seen.push(entry)
      if (isBySeat(entry)) this.#answered(entry.mid, entry.seq)
    }
    for (const frame of frames.slice(this.#read)) {
      if (frame.type === 'already') this.#answered(frame.mid, frame.seq)
      if (frame.type !== 'refusal') continue
      this.refused.add(frame.mid)
      this.#open = this.#open.filter(({ mid }) => mid !== frame.mid)
    }
    this.#read = frames.length
  }

  #answered(mid: string, seq: number): void {
    if (!this.#open.some(frame => frame.mid === mid)) return
    this.acked.set(mid, seq)
    this.#open = this.#open.filter(frame => frame.mid !== mid)
  }
}

let child: Child
beforeAll(async () => void (child = await Child.start()), 30_000)
afterAll(() => child.dispose())

const found = async (): Promise<[Partner, Partner]> => {
  const [p1, p2] = [await newTestDevice(), await newTestDevice()]
  const talk = { session: newId(), claim: newHash(), p1, p2 }
  expect(await child.post('/api/sessions', createBody(talk))).toBe(201)
  expect(await child.post('/api/claims', claimBody(talk))).toBe(200)
  return [new Partner(p1, talk.session), new Partner(p2, talk.session)]
}

it(
  `F1 ${KILLS} kills in mid-turn: nothing acknowledged is lost, doubled or moved`,
  { timeout: sized(180_000, 7_200_000) },
  async () => {
    const partners = await found()
    for (let kill = 0; kill < KILLS; kill += 1) {
      await Promise.all(partners.map(partner => partner.comeBack(child)))
      const until = performance.now() + 20 + Math.random() * 120
      while (performance.now() < until) {
        for (const partner of partners) partner.goOn()
        await after(1)
      }
      await child.stop('SIGKILL')
      await child.start()
    }
    await Promise.all(partners.map(partner => partner.comeBack(child)))
    await Promise.all(partners.map(partner => partner.finish()))
    const last = Math.max(...partners.flatMap(({ acked }) => [...acked.values()]))
    await Promise.all(partners.map(partner => partner.readUntil(() => partner.seen.length >= last)))
    await child.stop('SIGTERM')

    const { log, shares } = openSqlite(child.data)
    const { session } = partners[0]
    const stored = (await log.read({ session, channel: 'room' }, 0, 5_000)).map(({ entry }) => entry)
    const standing = await readStanding(log, { session, channel: 'room' })
    log.close()
    shares.close()
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1))
    const mids = stored.flatMap(entry => (isBySeat(entry) ? [entry.mid] : []))
    expect(new Set(mids).size).toBe(mids.length)
    for (const { acked, refused, seen } of partners) {
      expect(acked.size).toBeGreaterThan(KILLS)
      for (const [mid, seq] of acked) expect(stored[seq - 1]).toMatchObject({ mid })
      for (const mid of refused) expect(mids).not.toContain(mid)
      expect(seen).toEqual(stored)
    }
    expect(standing!.seq).toBe(stored.length)
    expect(standing!.hashes.get(standing!.seq)).toHaveLength(43)
  },
)
