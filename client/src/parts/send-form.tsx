import { type ReactNode, useEffect, useEffectEvent, useId, useRef } from 'react'
import { Readers } from './readers.tsx'
import type { Voice } from './voice.ts'

type Props = {
  onSend: () => void
  /** Who reads what is sent from here; it stands above the words. */
  readers: string
  className: string
  voice?: Voice
  label?: string
  children: ReactNode
}

/** A form that Ctrl or ⌘ with Enter sends. Enter alone is a new line. */
export const SendForm = ({ onSend, readers, className, voice, label, children }: Props) => {
  const form = useRef<HTMLFormElement>(null)
  const id = useId()
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onSend()
  })
  useEffect(() => {
    const { current } = form
    current?.addEventListener('keydown', onKey)
    return () => current?.removeEventListener('keydown', onKey)
  }, [])
  return (
    <form
      ref={form}
      className={className}
      data-voice={voice}
      aria-label={label}
      aria-describedby={id}
      onSubmit={event => event.preventDefault()}
    >
      <Readers id={id}>{readers}</Readers>
      {children}
    </form>
  )
}
