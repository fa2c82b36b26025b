import { LIMITS } from '@haven/shared/wire.ts'
import { useEffect, useRef, useState } from 'react'
import { sizeOf } from '../session/forms.ts'
import type { Words } from '../session/scene.ts'

export type SendState = 'writing' | 'still' | 'going'
/** Why nothing left, said plainly beside the page. None of them closes Send for good. */
export type Snag = 'empty' | 'tooLong' | 'failed'

type Going = { words: Words; aloud: boolean }
type Parts = { stillYours: number; needsWords: boolean; go(words: Words, aloud: boolean): Promise<void> }

/** From the press on Send to the outbox. Whoever leaves while it is still theirs keeps a draft, and nothing was sent. */
export const useSending = ({ stillYours, needsWords, go }: Parts) => {
  const [state, setState] = useState<SendState>('writing')
  const [snag, setSnag] = useState<Snag>()
  const going = useRef<Going>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => () => clearTimeout(timer.current), [])

  const goNow = async () => {
    clearTimeout(timer.current)
    const { current } = going
    if (!current) return
    going.current = undefined
    setState('going')
    await go(current.words, current.aloud).catch(error => setSnag(error instanceof RangeError ? 'tooLong' : 'failed'))
    setState('writing')
  }
  const send = (all: Words, aloud: boolean) => {
    if (state !== 'writing') return
    const words = filledOf(all)
    const found = snagOf(words, needsWords && !aloud)
    setSnag(found)
    if (found) return
    going.current = { words, aloud }
    if (stillYours <= 0) return void goNow()
    setState('still')
    timer.current = setTimeout(() => void goNow(), stillYours * 1000)
  }
  const undo = () => {
    clearTimeout(timer.current)
    going.current = undefined
    setState('writing')
  }
  return { state, snag, send, sendNow: () => void goNow(), undo }
}

/** Only what was filled in; blank lines of a list are no lines. */
const filledOf = (words: Words): Words =>
  Object.fromEntries(
    Object.entries(words)
      .map(
        ([field, value]) =>
          [field, typeof value === 'string' ? value.trim() : value.filter(one => one.trim())] as const,
      )
      .filter(([, value]) => value.length > 0),
  )

export const isTooLong = (words: Words): boolean => sizeOf(filledOf(words)) > LIMITS.words

const snagOf = (words: Words, needsWords: boolean): Snag | undefined => {
  if (needsWords && Object.keys(words).length === 0) return 'empty'
  return isTooLong(words) ? 'tooLong' : undefined
}
