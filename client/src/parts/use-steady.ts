import { type RefObject, useEffect, useState } from 'react'

/** Milliseconds without a key after which hands are at rest. */
const REST = 2_000

/**
 * Keeps a place from shrinking while somebody writes beside it, so that the words stay where they are; and tells
 * when the hands have rested, so that it may grow.
 */
export const useSteady = (place: RefObject<HTMLElement | null>): { isResting: boolean } => {
  const [isResting, setResting] = useState(true)
  useEffect(() => {
    const { current } = place
    const page = current?.closest<HTMLElement>('form, main')
    if (!current || !page) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const onInput = ({ target }: Event) => {
      if (!(target instanceof Node && page.contains(target))) return
      clearTimeout(timer)
      setResting(false)
      current.style.minBlockSize = `${current.offsetHeight}px`
      timer = setTimeout(() => setResting(true), REST)
    }
    const onPress = () => {
      current.style.minBlockSize = ''
    }
    // Above React, which hears a letter first. Told before it, a page that was just about to be drawn anew would be drawn
    // at once, without the letter, and the letter would be gone.
    document.addEventListener('input', onInput)
    page.addEventListener('focusout', onPress)
    current.addEventListener('click', onPress)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('input', onInput)
      page.removeEventListener('focusout', onPress)
      current.removeEventListener('click', onPress)
    }
  }, [place])
  return { isResting }
}
