import { useCallback, useEffect, useMemo, useState } from 'react'
import { EVERYTHING, type Filter, passes } from './filter.ts'
import type { Row } from './rows.ts'
import { findIn, type Hit } from './search.ts'
import type { usePlace } from './use-place.ts'

export type Found = ReturnType<typeof useFound>

/** What is shown, what was found in it, and how one goes from one to the next; kept while one looks elsewhere on the page. */
export const useFound = (rows: readonly Row[], { here, go }: ReturnType<typeof usePlace>, isRead: boolean) => {
  const [keysOn, setKeysOn] = useState(true)
  const [filter, choose] = useState<Filter>(EVERYTHING)
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const shown = useMemo(() => rows.filter(row => passes(filter, row)), [rows, filter])
  const hits = useMemo(() => findIn(shown, query), [shown, query])
  const now = Math.min(at, hits.length)
  const hit: Hit | undefined = hits[now - 1]
  useOpened(rows, { here: isRead ? here : undefined, shown, choose })

  const goTo = useCallback(
    (seq: number) => {
      const row = rows.findLast(one => one.seq <= seq) ?? rows[0]
      const next = rows.find(one => one.seq >= seq) ?? row
      if (!next) return
      if (!passes(filter, next)) choose(EVERYTHING)
      go(next.seq)
    },
    [rows, filter, go],
  )
  const toHit = (by: 1 | -1) => {
    if (hits.length === 0) return
    const next = nextOf(hits, now, { by, here })
    setAt(next + 1)
    go(hits[next]!.seq, document.activeElement?.tagName !== 'INPUT')
  }
  const move = (by: 1 | -1) => {
    const index = shown.findIndex(({ seq }) => seq === here)
    const next = shown[index < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, index + by))]
    if (next) go(next.seq)
  }
  const edge = (to: 'first' | 'last') => {
    const row = to === 'first' ? shown[0] : shown.at(-1)
    if (row) go(row.seq)
  }
  const search = (words: string) => {
    setQuery(words)
    setAt(0)
  }
  const keys = { move, hit: toHit, edge }
  return { filter, choose, shown, query, search, hits, hit, at: now, go: goTo, keys, keysOn, setKeysOn }
}

type From = { by: 1 | -1; here: number | undefined }

/** The first one is the next from where one stands; from the last it goes round to the first. */
const nextOf = (hits: readonly Hit[], now: number, { by, here = 0 }: From): number => {
  if (now > 0) return (now - 1 + by + hits.length) % hits.length
  const ahead = hits.findIndex(({ seq }) => seq >= here)
  return by === 1 ? Math.max(0, ahead) : (ahead <= 0 ? hits.length : ahead) - 1
}

type Opened = { here: number | undefined; shown: readonly Row[]; choose(filter: Filter): void }

/** An address that leads to what is not shown opens all of it again. */
const useOpened = (rows: readonly Row[], { here, shown, choose }: Opened) =>
  useEffect(() => {
    const isHidden = rows.some(({ seq }) => seq === here) && !shown.some(({ seq }) => seq === here)
    if (isHidden && location.hash === `#e${here}`) choose(EVERYTHING)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- when one comes here, not when a choice hides it
  }, [here])
