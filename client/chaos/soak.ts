import { openChorus } from './chorus.ts'
import type { Told } from './checker.ts'
import { pause } from './clock.ts'
import { openHouse, type Weight } from './house.ts'
import { seeded } from './random.ts'

export type Soaked = {
  acked: number
  /** In sentences. */
  found: string[]
  minutes: number
  couples: number
  /** Megabytes after sweeping, once a minute; the first is before anybody came. */
  heapMb: number[]
  rssMb: number[]
  descriptors: number[]
  /** The heap once everybody has left and no room is held any more. */
  emptyMb: number
  /** Of the heap after the first tenth of an hour, or of half the time if that is shorter. */
  slopeMbAnHour: number
}

const MINUTE = 60_000
/** A room that nobody holds leaves within this. */
const EMPTY_MS = 70_000
/** Couples stay so long, for a channel has an end. */
const STAY_MINUTES = 8
const REST_MS = 3_000
const MEGABYTE = 1_048_576

/** F14: couples come, go on acting and leave again, for as long as is asked. */
export const soak = async (asked: { seed: number; couples: number; minutes: number; signal: AbortSignal }) => {
  const { seed, couples, minutes, signal } = asked
  const random = seeded(seed)
  const house = await openHouse({})
  const weights: Weight[] = [await house.weigh()]
  const verdicts: Told[] = []
  const direct = `${house.url.replace('http', 'ws')}/socket`
  try {
    while (weights.length <= minutes && !signal.aborted) {
      const over = new AbortController()
      const chorus = await openChorus({ origin: house.url, direct, name: 'soak', random, signal }, couples)
      chorus.speak(REST_MS, over.signal)
      for (let stayed = 0; stayed < STAY_MINUTES && weights.length <= minutes && !signal.aborted; stayed += 1) {
        await pause(MINUTE, signal)
        weights.push(await house.weigh())
      }
      over.abort()
      verdicts.push(...(await chorus.judge(MINUTE)))
      chorus.close()
    }
    await pause(EMPTY_MS, signal)
    return told(weights, verdicts, { minutes, couples, emptyMb: megabytes((await house.weigh()).heap) })
  } finally {
    await house.dispose()
  }
}

const told = (
  weights: readonly Weight[],
  verdicts: readonly Told[],
  asked: Pick<Soaked, 'minutes' | 'couples' | 'emptyMb'>,
): Soaked => {
  const heaps = weights.map(({ heap }) => megabytes(heap))
  const steady = heaps.slice(Math.min(10, Math.ceil(heaps.length / 2)))
  return {
    acked: verdicts.reduce((sum, { acked }) => sum + acked, 0),
    found: verdicts.flatMap(({ lost, doubled, gaps, diverged }) => [...lost, ...doubled, ...gaps, ...diverged]),
    ...asked,
    heapMb: heaps,
    rssMb: weights.map(({ rss }) => megabytes(rss)),
    descriptors: weights.map(({ descriptors }) => descriptors),
    slopeMbAnHour: megabytes(slopeOf(steady) * 60 * MEGABYTE),
  }
}

const megabytes = (bytes: number) => Math.round((bytes / MEGABYTE) * 100) / 100

/** Least squares, for one step. */
const slopeOf = (values: readonly number[]): number => {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const spread = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
  return spread === 0 ? 0 : values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0) / spread
}
