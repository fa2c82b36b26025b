import { readdirSync, readFileSync } from 'node:fs'

/** What a process has used of the processor so far, in milliseconds: all of its threads. Linux alone tells it so finely. */
export const usedBy = (pid: number): number => {
  const tasks = `/proc/${pid}/task`
  const nanoseconds = readdirSync(tasks).map(task =>
    Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]),
  )
  return nanoseconds.reduce((all, one) => all + one, 0) / 1e6
}
