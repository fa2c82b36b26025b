import { useEffect, useState } from 'react'
import { readingTime } from './time.ts'

/** Goes on by itself at reading speed, to the end; `words` are what is new on the page. Any step by hand rests it. */
export const usePlaying = (at: number, all: number, words: string, go: (at: number) => void) => {
  const [isPlaying, setPlaying] = useState(false)
  const isOver = at >= all - 1
  useEffect(() => {
    if (!isPlaying || isOver) return undefined
    const timer = setTimeout(() => go(at + 1), readingTime(words))
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a page that is drawn again has not begun again
  }, [isPlaying, isOver, at])
  return {
    isPlaying: isPlaying && !isOver,
    toggle: () => {
      if (isOver) go(0)
      setPlaying(!isPlaying || isOver)
    },
    rest: () => setPlaying(false),
  }
}
