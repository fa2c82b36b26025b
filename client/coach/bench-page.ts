import { type Ear, openEar } from '../src/coach/ear.ts'
import { notice } from '../src/coach/notice.ts'

declare global {
  var openCoach: (weights: string) => void
  var timeCoach: (drafts: string[]) => number[]
}

let ear: Ear | undefined

globalThis.openCoach = weights => {
  ear = openEar(Uint8Array.from(atob(weights), char => char.charCodeAt(0)).buffer)
}

/** Milliseconds for each draft. */
globalThis.timeCoach = drafts =>
  drafts.map(draft => {
    const from = performance.now()
    notice(draft, { role: 'injuring', step: 'hear.reflect' }, ear)
    return performance.now() - from
  })
