import './style/index.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, takeArrival } from './app.tsx'
import { applyLook } from './parts/preferences.ts'

const arrival = takeArrival(location, history)
applyLook()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App arrival={arrival} />
  </StrictMode>,
)
