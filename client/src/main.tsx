import './style/index.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, arrivalAt } from './app.tsx'
import { applyLook } from './parts/preferences.ts'

declare global {
  /** Set by door.js, and forgotten as soon as it was read. */
  var arrivedAt: string | undefined
}

const arrival = arrivalAt(new URL(globalThis.arrivedAt ?? location.href))
globalThis.arrivedAt = undefined
applyLook()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App arrival={arrival} />
  </StrictMode>,
)
