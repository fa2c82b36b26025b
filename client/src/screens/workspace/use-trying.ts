import { type SyntheticEvent, useState } from 'react'

/** A form’s press, one at a time. `take` answers why it failed, or nothing; what it throws is `failed`. */
export const useTrying = <Why extends string>(take: () => Promise<Why | undefined>) => {
  const [isTrying, setTrying] = useState(false)
  const [failed, setFailed] = useState<Why | 'failed'>()
  const attempt = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (isTrying) return
    setTrying(true)
    setFailed(undefined)
    const why = await take().catch(() => 'failed' as const)
    setTrying(false)
    setFailed(why)
  }
  return { attempt, isTrying, failed }
}
