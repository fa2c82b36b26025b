import { app } from '../text/en.ts'
import { openSheet } from './sheet.ts'

/** The help line at the foot of every page. Opening it asks and sends nothing. */
export const Help = () => (
  <button type="button" className="linklike" aria-haspopup="dialog" onClick={() => openSheet('help')}>
    {app.help}
  </button>
)
