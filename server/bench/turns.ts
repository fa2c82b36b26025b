import { setTimeout as after } from 'node:timers/promises'
import { median, quantile } from './figures.ts'
import { openBare, openTalks, turn } from './founding.ts'
import { type Running, startFloor, startHaven } from './running.ts'
import type { Talk } from './talk.ts'

export type Lengths = {
  sessions: number
  /** Seconds. */
  saturated: number
  quiet: number
  settle: number
  passes: number
  idle: number
  opened: number
}

type Pass = { cpu: number; perSecond: number; own: number }

/** Everybody speaks as soon as all have heard the turn before. µs of CPU a turn, turns a second. */
const saturate = async (server: Running, talks: readonly Talk[], seconds: number): Promise<Pass> => {
  let turns = 0
  const until = performance.now() + seconds * 1000
  const goOn = async (talk: Talk) => {
    while (performance.now() < until) {
      await turn(talk)
      turns += 1
    }
  }
  const own = process.cpuUsage()
  const { cpu, ms } = await server.during(() => Promise.all(talks.map(goOn)))
  const { user, system } = process.cpuUsage(own)
  return { cpu: cpu / turns, perSecond: (turns / ms) * 1000, own: (user + system) / turns }
}

/** G1, G4: both under the same load in turns, after a warm-up. */
export const saturated = async (folder: string, { sessions, saturated: seconds, passes }: Lengths) => {
  const floor = await startFloor()
  const haven = await startHaven(`${folder}/saturated`)
  const sides = [
    { server: floor, talks: await openBare(floor, sessions), passes: [] as Pass[] },
    { server: haven, talks: await openTalks(haven, sessions), passes: [] as Pass[] },
  ] as const
  for (let pass = 0; pass <= passes; pass += 1)
    for (const side of sides) {
      const seen = await saturate(side.server, side.talks, pass === 0 ? seconds / 2 : seconds)
      if (pass > 0) side.passes.push(seen)
    }
  for (const { talks } of sides) await Promise.all(talks.map(talk => talk.cut()))
  await Promise.all([floor.stop(), haven.stop()])
  const [bare, real] = sides.map(side => ({
    cpu: median(side.passes.map(({ cpu }) => cpu)),
    perSecond: median(side.passes.map(({ perSecond }) => perSecond)),
    own: median(side.passes.map(({ own }) => own)),
  })) as [Pass, Pass]
  return { floor: bare, haven: real }
}

const QUIET = 20

/** G2, G3: 20 sessions at a turn a second on each of three servers, one turn at a time, the three in turns so that what
 *  else the machine does falls on all alike. Milliseconds from Send until all three sockets have it. */
export const quiet = async (folder: string, { quiet: seconds, passes }: Lengths) => {
  const servers = await Promise.all([startFloor(), startFloor(`${folder}/floor.db`), startHaven(`${folder}/quiet`)])
  const [floor, committing, haven] = servers
  const all = [await openBare(floor, QUIET), await openBare(committing, QUIET), await openTalks(haven, QUIET)]
  const passed: { p50: number; p99: number }[][] = [[], [], []]
  for (let pass = 0; pass <= passes; pass += 1) {
    const times = await turnByTurn(all, pass === 0 ? Math.min(seconds, 5) : seconds)
    if (pass === 0) continue
    for (const [at, taken] of times.entries())
      passed[at]!.push({ p50: quantile(taken, 0.5), p99: quantile(taken, 0.99) })
  }
  for (const talks of all) await Promise.all(talks.map(talk => talk.cut()))
  await Promise.all(servers.map(server => server.stop()))
  const [bare, committed, real] = passed.map(seen => ({
    p50: median(seen.map(({ p50 }) => p50)),
    p99: median(seen.map(({ p99 }) => p99)),
  }))
  return { floor: bare!, committed: committed!, haven: real! }
}

const turnByTurn = async (all: readonly Talk[][], seconds: number): Promise<number[][]> => {
  const times: number[][] = all.map(() => [])
  const apart = 1000 / QUIET / all.length
  for (let at = 0; at < seconds * QUIET; at += 1)
    for (const [which, talks] of all.entries()) {
      await after(apart)
      const began = performance.now()
      await turn(talks[at % QUIET]!)
      times[which]!.push(performance.now() - began)
    }
  return times
}
