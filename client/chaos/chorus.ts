import { setMaxListeners } from 'node:events'
import { findRing } from '../src/session/held.ts'
import { newDevice } from '../walk/partner.ts'
import { beginTalk } from '../walk/talk.ts'
import { check, type Told } from './checker.ts'
import { pause } from './clock.ts'
import type { Seen } from './history.ts'
import type { Random } from './random.ts'
import { Voice } from './voice.ts'

type Asked = { origin: string; direct: string; name: string; random: Random; signal: AbortSignal }
type Pair = readonly [Duet, Duet]
type Duet = { voice: Voice; fresh(): Voice }

/** Couples who know the wire alone, beside those with a whole device: what makes a kill hit many acts. */
export type Chorus = {
  acked(): number
  /** They speak until the signal is given. */
  speak(restMs: number, over: AbortSignal): void
  /** After healing: all is answered and heads are equal, or the time is up. One verdict per couple. */
  judge(mostMs: number): Promise<Told[]>
  close(): void
}

export const openChorus = async (asked: Asked, couples: number): Promise<Chorus> => {
  const gone = new AbortController()
  setMaxListeners(0, gone.signal)
  const pairs = await Promise.all(Array.from({ length: couples }, () => begin(asked)))
  const voices = pairs.flat().map(({ voice }) => voice)
  const speak = async (voice: Voice, restMs: number, over: AbortSignal) => {
    const random = asked.random.fork()
    while (!over.aborted) {
      voice.act()
      await pause(random.between(1, restMs), over)
    }
  }
  for (const voice of voices) void voice.stay(asked.random.fork(), gone.signal)
  return {
    acked: () => voices.reduce((sum, { acked }) => sum + acked, 0),
    speak: (restMs, over) => {
      for (const voice of voices) void speak(voice, restMs, over)
    },
    judge: mostMs => Promise.all(pairs.map(pair => judge(asked, pair, mostMs))),
    close: () => gone.abort(),
  }
}

const begin = async ({ origin, direct, name }: Asked): Promise<Pair> => {
  const devices = [newDevice(origin), newDevice(origin)] as const
  const session = await beginTalk(devices, name)
  const duetOf = async ({ parts }: (typeof devices)[number]): Promise<Duet> => {
    const { ring } = (await findRing(parts, session))!
    const at = (url: string) => new Voice(ring, origin, url)
    return { voice: at(`${origin.replace('http', 'ws')}/socket`), fresh: () => at(direct) }
  }
  return [await duetOf(devices[0]), await duetOf(devices[1])]
}

const judge = async ({ random, signal }: Asked, [one, two]: Pair, mostMs: number): Promise<Told> => {
  const began = performance.now()
  const isSettled = () => one.voice.isQuiet && two.voice.isQuiet && one.voice.head === two.voice.head
  const isLate = within(mostMs)
  while (!isSettled() && !isLate() && !signal.aborted) await pause(10, signal)
  const healedMs = isSettled() ? performance.now() - began : Infinity
  const [seats, unread] = [[] as Seen[], [] as string[]]
  for (const { voice, fresh } of [one, two]) {
    const read = await readAll(fresh(), random.fork(), within(mostMs))
    if (!read.isCaughtUp) unread.push(`${read.log.length} of ${voice.log.length} entries`)
    seats.push(voice.seen(read))
  }
  // Of what was not read nothing can be said.
  const verdict = unread.length > 0 ? { ...NOTHING, diverged: [`read only ${unread.join(' and ')}`] } : check(seats)
  if (healedMs === Infinity) verdict.diverged.push(`heads were not equal within ${mostMs} ms of healing`)
  return { ...verdict, healedMs }
}

const NOTHING = { acked: 0, lost: [], doubled: [], gaps: [] }

const within = (mostMs: number) => {
  const began = performance.now()
  return () => performance.now() - began > mostMs
}

/** A log-in with this seat's keys and nothing remembered, until it has read all there is. */
const readAll = async (fresh: Voice, random: Random, isLate: () => boolean): Promise<Voice> => {
  const over = new AbortController()
  const stay = fresh.stay(random, over.signal)
  while (!fresh.isCaughtUp && !isLate()) await pause(5)
  over.abort()
  await stay
  return fresh
}
