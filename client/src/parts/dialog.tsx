import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'
import { createPortal } from 'react-dom'
import { app } from '../text/en.ts'
import { Button } from './button.tsx'
import { Leave } from './leave.tsx'
import { PracticeMark } from './practice.tsx'

type DialogProps = { title: string; onClose: () => void; children: ReactNode }

/** Laid over the room while it is mounted. Escape, a press outside and Close all close it; the focus goes back. */
export const Dialog = ({ title, onClose, children }: DialogProps) => {
  const sheet = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  useShown(sheet, heading)
  useClosing(sheet, onClose)
  return createPortal(
    <dialog ref={sheet} className="sheet" aria-labelledby={id}>
      <div>
        <header>
          <div>
            <PracticeMark />
            <h2 id={id} ref={heading} tabIndex={-1}>
              {title}
            </h2>
          </div>
          <nav className="acts" aria-label={app.always}>
            <Button className="button quiet" onPress={onClose}>
              {app.close}
            </Button>
            <Leave look="button quiet" />
          </nav>
        </header>
        {children}
      </div>
    </dialog>,
    document.body,
  )
}

type Sheet = RefObject<HTMLDialogElement | null>

const useShown = (sheet: Sheet, heading: RefObject<HTMLElement | null>) =>
  useEffect(() => {
    const before = document.activeElement
    if (!sheet.current?.open) sheet.current?.showModal()
    heading.current?.focus()
    return () => {
      if (before instanceof HTMLElement) queueMicrotask(() => before.focus())
    }
  }, [sheet, heading])

/** Escape, and a press on the ground around the sheet. */
const useClosing = (sheet: Sheet, onClose: () => void) =>
  useEffect(() => {
    const shown = sheet.current
    const cancel = (event: Event) => {
      event.preventDefault()
      onClose()
    }
    const press = (event: Event) => event.target === shown && onClose()
    shown?.addEventListener('cancel', cancel)
    shown?.addEventListener('click', press)
    return () => {
      shown?.removeEventListener('cancel', cancel)
      shown?.removeEventListener('click', press)
    }
  }, [sheet, onClose])
