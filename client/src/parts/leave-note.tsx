import { app } from '../text/en.ts'
import { endings } from '../text/prompts.ts'

/** Told once, where a person first comes in. */
export const LeaveNote = () => (
  <p className="status">
    {app.leaveHow} {endings.leaveQuickly}
  </p>
)
