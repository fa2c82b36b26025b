import { useEffect, useRef } from 'react'

export type Keys = {
  move(by: 1 | -1): void
  hit(by: 1 | -1): void
  edge(to: 'first' | 'last'): void
  search(): void
}

type Deed = keyof Keys
const SINGLE: Readonly<Record<string, [Deed, (1 | -1)?]>> = {
  j: ['move', 1],
  k: ['move', -1],
  n: ['hit', 1],
  p: ['hit', -1],
  '/': ['search'],
}
/** These scroll the page, unless an entry is chosen. */
const INSIDE: Readonly<Record<string, (keys: Keys) => void>> = {
  ArrowDown: keys => keys.move(1),
  ArrowUp: keys => keys.move(-1),
  Home: keys => keys.edge('first'),
  End: keys => keys.edge('last'),
}

/** Single keys may be turned off, for those whose tools speak letters (WCAG 2.1.4). */
export const useKeys = (keys: Keys, isOn: boolean): void => {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const deed = isTaken(event) ? undefined : deedOf(event, isOn)
      if (!deed) return
      event.preventDefault()
      deed(latest.current)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [isOn])
}

const deedOf = ({ key, target }: KeyboardEvent, isOn: boolean): ((keys: Keys) => void) | undefined => {
  const inside = (target as Element).classList.contains('entry') ? INSIDE[key] : undefined
  const single = isOn ? SINGLE[key] : undefined
  if (inside || !single) return inside
  const [deed, by = 1] = single
  return keys => (keys[deed] as (by: 1 | -1) => void)(by)
}

/** Whoever is writing, choosing, or in something laid over the page keeps their keys. */
const isTaken = ({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  ctrlKey ||
  metaKey ||
  altKey ||
  !(target instanceof Element) ||
  target.closest('input, textarea, select, [contenteditable]') !== null ||
  document.querySelector('dialog[open]') !== null
