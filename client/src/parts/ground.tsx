import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { parts as text } from '../text/talk.en.ts'
import { SendForm } from './send-form.tsx'
import type { Voice } from './voice.ts'

type Claims = { place: HTMLElement | null; claim(voice: Voice | undefined): void }

const Below = createContext<Claims | undefined>(undefined)

type Props = { voice: Voice; readers: string; onSend(): void; children: ReactNode }

/** Puts what is mine below the threshold, wherever on the page it is written. Without a frame it stays where it is. */
export const Ground = ({ voice, readers, onSend, children }: Props) => {
  const below = useContext(Below)
  const claim = below?.claim
  useLayoutEffect(() => {
    claim?.(voice)
    return () => claim?.(undefined)
  }, [claim, voice])
  const mine = (
    <SendForm className="mine stack" readers={readers} onSend={onSend}>
      {children}
    </SendForm>
  )
  if (!below) return mine
  return below.place && createPortal(mine, below.place)
}

/** The frame's half: who has claimed the ground, and the place where it opens. */
export const useGround = () => {
  const [voice, claim] = useState<Voice>()
  const [place, setPlace] = useState<HTMLElement | null>(null)
  const claims = useMemo(() => ({ place, claim }), [place])
  return { voice, claims, setPlace }
}

export const GroundOf = Below.Provider

type SectionProps = { voice: Voice | undefined; place(element: HTMLElement | null): void; children: ReactNode }

export const GroundSection = ({ voice, place, children }: SectionProps) => (
  <section className="below" data-voice={voice} aria-label={voice ? text.yourWords : text.yourSide}>
    <div className="place" ref={place} hidden={!voice} />
    {children}
  </section>
)
