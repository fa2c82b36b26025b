/** Runs tasks one after another; a failed one does not hold up the next. */
export const createQueue = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <Result>(task: () => Promise<Result>): Promise<Result> => {
    const next = last.then(task, task)
    last = next
    return next
  }
}

/** What could not be kept now is kept with a later change, or learnt anew from the log. */
export const quietly = (kept: Promise<unknown>): void => void kept.catch(() => {})
