import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { parts as text } from '../text/talk.en.ts'
import { SendForm } from './send-form.tsx'

type Claims = { place: HTMLElement | null; claim(voice: 'a' | 'b' | undefined): void }

const Below = createContext<Claims | undefined>(undefined)

type Props = { voice: 'a' | 'b'; onSend(): void; children: ReactNode }

/** Puts what is mine below the threshold, wherever on the page it is written. Without a frame it stays where it is. */
export const Ground = ({ voice, onSend, children }: Props) => {
  const below = useContext(Below)
  const claim = below?.claim
  useLayoutEffect(() => {
    claim?.(voice)
    return () => claim?.(undefined)
  }, [claim, voice])
  const mine = (
    <SendForm className="mine stack" onSend={onSend}>
      {children}
    </SendForm>
  )
  if (!below) return mine
  return below.place && createPortal(mine, below.place)
}

/** The frame's half: who has claimed the ground, and the place where it opens. */
export const useGround = () => {
  const [voice, claim] = useState<'a' | 'b'>()
  const [place, setPlace] = useState<HTMLElement | null>(null)
  const claims = useMemo(() => ({ place, claim }), [place])
  return { voice, claims, setPlace }
}

export const GroundOf = Below.Provider

type SectionProps = { voice: 'a' | 'b' | undefined; place(element: HTMLElement | null): void; children: ReactNode }

export const GroundSection = ({ voice, place, children }: SectionProps) => (
  <section className="below" data-voice={voice} aria-label={voice ? text.yourWords : text.yourSide}>
    <div className="place" ref={place} hidden={!voice} />
    {children}
  </section>
)
