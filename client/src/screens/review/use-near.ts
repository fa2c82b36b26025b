import { useCallback, useEffect, useState } from 'react'

/** An entry with its air, in pixels, before it was ever drawn. */
const GUESS = 110
/** As far beyond the window what will be read soon is drawn already. */
const AHEAD = '900px 0px'

type Near = { readonly seen: ReadonlySet<string>; readonly heights: ReadonlyMap<string, number> }
const NOTHING: Near = { seen: new Set(), heights: new Map() }

/** Which pieces of a long page are near the window, by the `data-piece` of each; the others keep the height they had. */
export const useNear = () => {
  const [{ seen, heights }, setNear] = useState(NOTHING)
  const [watcher] = useState(
    () => new IntersectionObserver(found => setNear(before => withFound(before, found)), { rootMargin: AHEAD }),
  )
  useEffect(() => () => watcher.disconnect(), [watcher])
  const observe = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined
      watcher.observe(element)
      return () => watcher.unobserve(element)
    },
    [watcher],
  )
  return {
    observe,
    isNear: (piece: number) => seen.has(String(piece)),
    heightOf: (piece: number, entries: number) => heights.get(String(piece)) ?? entries * GUESS,
  }
}

const withFound = ({ seen, heights }: Near, found: readonly IntersectionObserverEntry[]): Near => {
  const next = { seen: new Set(seen), heights: new Map(heights) }
  for (const { target, isIntersecting, boundingClientRect } of found) {
    const piece = (target as HTMLElement).dataset['piece'] ?? ''
    if (isIntersecting) next.seen.add(piece)
    else if (next.seen.delete(piece)) next.heights.set(piece, boundingClientRect.height)
  }
  return next
}
