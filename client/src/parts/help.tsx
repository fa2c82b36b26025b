import { lazy, Suspense, useState } from 'react'
import { app } from '../text/en.ts'

const HelpDialog = lazy(async () => ({ default: (await import('./help-dialog.tsx')).HelpDialog }))

/** The help line at the foot of every page. Opening it asks and sends nothing. */
export const Help = () => {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="linklike" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {app.help}
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <HelpDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
