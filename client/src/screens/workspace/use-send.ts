import { useRef, useState } from 'react'

/** Why nothing left: more than one piece can carry, or anything else. */
export type Unsent = 'tooLong' | 'failed'

export type Sending = {
  isBusy: boolean
  failed: Unsent | undefined
  /** Begins nothing while something is on its way. Whatever it rejects with is said as `failed` until the next press. */
  send(work: () => Promise<unknown>): void
}

/** One press at a time, and never in silence. */
export const useSend = (): Sending => {
  const [isBusy, setBusy] = useState(false)
  const [failed, setFailed] = useState<Unsent>()
  const going = useRef(false)
  const run = async (work: () => Promise<unknown>) => {
    going.current = true
    setBusy(true)
    setFailed(undefined)
    try {
      await work()
    } catch (error) {
      setFailed(error instanceof RangeError ? 'tooLong' : 'failed')
    }
    going.current = false
    setBusy(false)
  }
  return {
    isBusy,
    failed,
    send: work => {
      if (!going.current) void run(work)
    },
  }
}
