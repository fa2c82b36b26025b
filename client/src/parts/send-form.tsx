import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'

type Props = { onSend: () => void; className: string; voice?: 'a' | 'b'; label?: string; children: ReactNode }

/** A form that Ctrl or ⌘ with Enter sends. Enter alone is a new line. */
export const SendForm = ({ onSend, className, voice, label, children }: Props) => {
  const form = useRef<HTMLFormElement>(null)
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
      onSubmit={event => event.preventDefault()}
    >
      {children}
    </form>
  )
}
