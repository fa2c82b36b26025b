import { app } from '../text/en.ts'
import { openSheet } from './sheet.ts'

/** Everything a person may choose on this device. */
export const Settings = () => (
  <button type="button" className="linklike" aria-haspopup="dialog" onClick={() => openSheet('settings')}>
    {app.settings}
  </button>
)
