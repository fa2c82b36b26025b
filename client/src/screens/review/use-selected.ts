import { type PointerEvent, useEffect, useRef, useState } from 'react'
import type { Anchor } from '../../parts/kept-form.ts'
import { anchorOf } from './selection.ts'

/** The words selected on this page now. A press on what they are offered to does not lose them. */
export const useSelected = () => {
  const [anchor, setAnchor] = useState<Anchor>()
  const isHeld = useRef(false)
  useEffect(() => {
    const look = () => {
      if (!isHeld.current) setAnchor(anchorOf(document.getSelection()))
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [])
  return {
    anchor,
    hold: (event: PointerEvent) => {
      event.preventDefault()
      isHeld.current = true
    },
    letGo: () => {
      isHeld.current = false
      setAnchor(undefined)
      document.getSelection()?.removeAllRanges()
    },
  }
}
