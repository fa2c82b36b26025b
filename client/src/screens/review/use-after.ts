import { useEffect, useState } from 'react'

/** True once what was drawn first stands before the eyes. What waits for it keeps nobody waiting for words. */
export const useAfter = (): boolean => {
  const [isAfter, setIsAfter] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setIsAfter(true))
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [])
  return isAfter
}
