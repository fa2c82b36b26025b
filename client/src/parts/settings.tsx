import { lazy, Suspense, useState } from 'react'
import { app } from '../text/en.ts'

const SettingsDialog = lazy(async () => ({ default: (await import('./settings-dialog.tsx')).SettingsDialog }))

/** Everything a person may choose on this device. */
export const Settings = () => {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="linklike" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {app.settings}
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <SettingsDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
