import { type Ear, openEar } from '../src/coach/ear.ts'
import { notice } from '../src/coach/notice.ts'

declare global {
  var openCoach: (weights: string) => void
  var timeCoach: (drafts: string[]) => number[]
  var typeCoach: (drafts: string[]) => number[]
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

/** The same, for each of the last letters as they are typed. */
globalThis.typeCoach = drafts =>
  drafts.flatMap(draft =>
    globalThis
      .timeCoach(Array.from({ length: TYPED }, (_, left) => draft.slice(0, draft.length - TYPED + left + 1)))
      .slice(1),
  )
const TYPED = 20
