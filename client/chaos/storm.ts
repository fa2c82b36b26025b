import { pause } from './clock.ts'
import type { House } from './house.ts'
import type { Partner } from './partner.ts'
import type { Proxy } from './proxy.ts'
import type { Random } from './random.ts'

export type Storm = {
  house: Pick<House, 'start' | 'kill' | 'turn' | 'port' | 'begunAt'>
  proxy: Proxy
  partners: readonly Partner[]
  /** Acts of which somebody was told that they are stored. */
  acked(): number
  random: Random
  /** Between two faults. */
  gapMs: readonly [number, number]
  /** A life of the server ends after it has acknowledged so many acts, drawn anew for each. */
  life: readonly [number, number]
  /** How long each life took to its first acknowledgement, from the beginning of the process. */
  firstAcks: number[]
  signal: AbortSignal
}

const HOUR = 3_600_000
const JUMPS = [-24 * HOUR, -HOUR, 5_000, 30_000, 24 * HOUR]
/** Whatever was drawn, a life ends after this. */
const LONGEST_MS = 6_000
const FAULTS = ['wake', 'wake', 'wake', 'reload', 'reload', 'jump', 'turn', 'cut'] as const

/** Faults in the order the seed draws them; each kill hits while something is on its way, if that can be had. */
export const storm = async (weather: Storm, kills: number): Promise<void> => {
  const { random, gapMs, signal } = weather
  for (let kill = 0; kill < kills && !signal.aborted; kill += 1) {
    await live(weather)
    await midTurn(weather)
    await killAndStart(weather)
  }
  for (let faults = random.between(2, 6); faults > 0 && !signal.aborted; faults -= 1) {
    await pause(random.between(...gapMs), signal)
    await fault(weather)
  }
}

const live = async (weather: Storm): Promise<void> => {
  const { partners, acked, random, gapMs, life, signal } = weather
  const enough = acked() + random.between(...life)
  const latest = performance.now() + LONGEST_MS
  while (acked() < enough && performance.now() < latest && !signal.aborted) {
    await pause(random.between(...gapMs), signal)
    await fault(weather)
    if (random.chance(30)) for (const one of partners) one.wake()
  }
}

const fault = async ({ house, partners, proxy, random }: Storm): Promise<void> => {
  if (partners.length === 0) return proxy.cut(random.between(0, 100))
  const partner = random.pick(partners)
  const what = random.pick(FAULTS)
  if (what === 'wake') partner.wake()
  else if (what === 'jump') partner.clock.jump(random.pick(JUMPS))
  else if (what === 'turn') house.turn(random.pick([0, 0, ...JUMPS]))
  else if (what === 'cut') proxy.cut(random.between(0, 100))
  else await partner.reload()
}

const midTurn = async ({ partners, random, signal }: Storm): Promise<void> => {
  const until = performance.now() + 500
  const isTurn = () =>
    partners.length === 0 || partners.some(({ scene }) => scene?.line === 'up' && scene.pending.length > 0)
  while (!isTurn() && performance.now() < until && !signal.aborted) await pause(5, signal)
  await pause(random.between(0, 140), signal)
}

const killAndStart = async ({ house, proxy, partners, acked, random, firstAcks, signal }: Storm): Promise<void> => {
  if (signal.aborted) return
  proxy.lead(undefined)
  await house.kill()
  await pause(random.between(0, 100), signal)
  if (signal.aborted) return
  const before = acked()
  await house.start()
  proxy.lead(house.port)
  for (const partner of partners) partner.wake()
  const latest = performance.now() + LONGEST_MS
  while (acked() === before && performance.now() < latest && !signal.aborted) await pause(2, signal)
  firstAcks.push(performance.now() - house.begunAt())
}
