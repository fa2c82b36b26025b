import type { Haven } from '../e2e/server.ts'
import { pause } from './clock.ts'
import type { Partner } from './partner.ts'
import type { Proxy } from './proxy.ts'
import type { Random } from './random.ts'

export type Storm = {
  haven: Pick<Haven, 'start' | 'stop' | 'url'>
  proxy: Proxy
  partners: readonly Partner[]
  random: Random
  /** Between two faults. */
  gapMs: readonly [number, number]
  signal: AbortSignal
}

const HOUR = 3_600_000
const JUMPS = [-24 * HOUR, -HOUR, 5_000, 30_000, 24 * HOUR]
const MID_TURN_MS = 2_000

/** Faults in the order the seed draws them; each kill hits while something is on its way, if that can be had. */
export const storm = async (weather: Storm, kills: number): Promise<void> => {
  const { random, gapMs, signal } = weather
  for (let kill = 0; kill < Math.max(1, kills) && !signal.aborted; kill += 1) {
    for (let faults = random.between(2, 6); faults > 0; faults -= 1) {
      await pause(random.between(...gapMs), signal)
      await fault(weather)
    }
    if (kills === 0) break
    await midTurn(weather)
    await killAndStart(weather)
  }
  await pause(random.between(...gapMs), signal)
}

const fault = async ({ partners, proxy, random }: Storm): Promise<void> => {
  const partner = random.pick(partners)
  const what = random.pick(['wake', 'wake', 'wake', 'reload', 'reload', 'jump', 'cut'] as const)
  if (what === 'wake') partner.wake()
  else if (what === 'jump') partner.clock.jump(random.pick(JUMPS))
  else if (what === 'cut') proxy.cutAll()
  else await partner.reload()
}

const midTurn = async ({ partners, random, signal }: Storm): Promise<void> => {
  for (const partner of partners) partner.wake()
  const until = performance.now() + MID_TURN_MS
  const isTurn = () => partners.some(({ scene }) => scene?.line === 'up' && scene.pending.length > 0)
  while (!isTurn() && performance.now() < until && !signal.aborted) await pause(10, signal)
  await pause(random.between(20, 140), signal)
}

const killAndStart = async ({ haven, proxy, random, signal }: Storm): Promise<void> => {
  if (signal.aborted) return
  proxy.lead(undefined)
  await haven.stop('SIGKILL')
  await pause(random.between(0, 400), signal)
  if (signal.aborted) return
  await haven.start()
  proxy.lead(portOf(haven))
}

export const portOf = ({ url }: Pick<Haven, 'url'>): number => Number(new URL(url).port)
