import type { Opening } from './watch-page.ts'

type Event = { name: string; ph: string; pid: number; tid: number; ts: number; tdur?: number }

/** What a trace has to hold for `workIn`. */
export const TRACED = ['toplevel', 'blink.user_timing']

/**
 * What the page’s thread used of the processor from the first entries until the wanted words stood painted, and its
 * longest task, in milliseconds. Other programs on the same machine count for nothing here.
 */
export const workIn = (trace: Buffer, { heard, words, seen }: Opening): { work: number; longest: number } => {
  const { traceEvents: events } = JSON.parse(trace.toString()) as { traceEvents: Event[] }
  const mark = events.find(({ name }) => name === 'seen')!
  const at = (ms: number) => mark.ts + (ms - seen) * 1000
  const tasks = events.filter(
    ({ name, ph, pid, tid, ts }) =>
      name === 'ThreadControllerImpl::RunTask' &&
      ph === 'X' &&
      pid === mark.pid &&
      tid === mark.tid &&
      ts >= at(heard) - BEFORE &&
      ts <= at(words),
  )
  const times = tasks.map(({ tdur = 0 }) => tdur / 1000)
  return { work: times.reduce((all, one) => all + one, 0), longest: Math.max(0, ...times) }
}

/** The task in which the first entries came began a little earlier. Microseconds. */
const BEFORE = 500
