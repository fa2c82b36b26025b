import { setTimeout as after } from 'node:timers/promises'
import { median } from './figures.ts'
import { comeIn, openBare, openTalks, turn } from './founding.ts'
import { type Running, startFloor, startHaven } from './running.ts'
import { SEATS, type Talk } from './talk.ts'
import type { Lengths } from './turns.ts'

const MISSED = 5
type Storm = { cpu: number; ms: number }

/** Everybody at once, and none waits for another. */
const storm = (server: Running, talks: readonly Talk[], missed: number): Promise<Storm> =>
  server.during(() => Promise.all(talks.map(talk => talk.come({ missed, isKnown: true }))))

const cutAll = async (talks: readonly Talk[]): Promise<void> => {
  await Promise.all(talks.map(talk => talk.cut()))
  await after(500)
}

const rssOf = async (server: Running, seconds: number): Promise<number> => {
  await server.ask('tidy')
  await after(seconds * 1000)
  await server.ask('tidy')
  return (await server.ask('tidy')).rss
}

const stormed = async (server: Running, talks: readonly Talk[], passes: number) => {
  const storms = { back: [] as Storm[], none: [] as Storm[] }
  for (let pass = 0; pass <= passes; pass += 1)
    for (const [kind, missed] of [['back', MISSED] as const, ['none', 0] as const]) {
      await cutAll(talks)
      const seen = await storm(server, talks, missed)
      if (pass > 0) storms[kind].push(seen)
    }
  return {
    back: medianOf(storms.back),
    none: medianOf(storms.none),
  }
}

const medianOf = (storms: readonly Storm[]): Storm => ({
  cpu: median(storms.map(({ cpu }) => cpu)),
  ms: median(storms.map(({ ms }) => ms)),
})

/** G5, G6: memory of a started process by what its idle sockets add, then everybody back at once. */
export const returning = async (folder: string, { idle, settle, passes }: Lengths) => {
  const floor = await startFloor()
  const bare = { before: await rssOf(floor, settle), after: 0 }
  const bareTalks = await openBare(floor, idle)
  bare.after = await rssOf(floor, settle)
  for (let missed = 0; missed < MISSED; missed += 1) await Promise.all(bareTalks.map(turn))
  const bareStorms = await stormed(floor, bareTalks, passes)
  await cutAll(bareTalks)
  await floor.stop()

  const first = await startHaven(`${folder}/idle`)
  const talks = await openTalks(first, idle)
  await cutAll(talks)
  const again = async (old: Running) => {
    await old.stop()
    return startHaven(`${folder}/idle`, old.port)
  }
  let haven = await again(first)
  const real = { before: await rssOf(haven, settle), after: 0 }
  await comeIn(talks)
  real.after = await rssOf(haven, settle)
  const storms = await stormed(haven, talks, passes)
  const cold: Storm[] = []
  for (let pass = 0; pass < passes; pass += 1) {
    await cutAll(talks)
    haven = await again(haven)
    cold.push(await storm(haven, talks, MISSED))
  }
  await cutAll(talks)
  await haven.stop()
  const sockets = idle * SEATS.length
  return {
    sockets,
    idle,
    rss: { floor: bare, haven: real },
    floor: bareStorms,
    haven: { ...storms, cold: medianOf(cold) },
  }
}
