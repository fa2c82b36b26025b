import type { Role } from '@haven/shared/steps.ts'
import { lazy, type ReactNode, Suspense, useRef } from 'react'
import { type Heard, placeOf } from './coach-choice.ts'
import type { RoomCoaching } from './coached.tsx'
import { useSteady } from './use-steady.ts'

/** Comes after the first prompt, and not at all where the coach is off. */
const Note = lazy(async () => ({ default: (await import('./note.tsx')).Note }))

type Props = {
  coach: RoomCoaching
  role: Role | undefined
  /** While it is on its way nothing more is said. */
  isStill?: boolean
  /** Stands in the same place while the page is empty. */
  children?: ReactNode
}

/** The place for one note, kept free below the words so that they don't move; in the margin where there is one. */
export const Notes = ({ coach, role, isStill = false, children }: Props) => {
  const place = useRef<HTMLDivElement>(null)
  const { isResting } = useSteady(place)
  if (!coach.isOn && !children) return null
  const said = isStill ? {} : coach.said
  const back = (note: Heard) => backInto(place.current, note)
  return (
    <div className="notes" ref={place}>
      {children}
      {coach.isOn && (
        <Suspense fallback={null}>
          <Note coach={coach} said={said} role={role} back={back} isResting={isResting} />
        </Suspense>
      )}
    </div>
  )
}

/** Puts the focus back at the end of the words that were spoken of. */
const backInto = (place: HTMLElement | null, note: Heard): void => {
  const inputs = place?.closest('form, main')?.querySelectorAll<HTMLTextAreaElement>('textarea.write') ?? []
  const input = [...inputs].find(({ name }) => name === note.field)
  if (!input) return
  const end = placeOf(note, input.value)?.end ?? input.value.length
  input.focus()
  input.setSelectionRange(end, end)
}
