import { useEffect, useState } from 'react'
import type { Words } from '../session/scene.ts'
import type { Field } from '../text/prompts.ts'
import type { Room } from './room.ts'
import type { DraftForm } from './use-draft.ts'

/** Words that were refused go back into the draft they came from, before what was written since. True: they did. */
export const useReturned = (
  { scene: { returned }, session, view }: Room,
  draft: DraftForm,
  fields: readonly Field[],
): boolean => {
  const [isBack, setBack] = useState(false)
  const words = returned?.words
  const fits = returned?.step === view.step && fitsIn(words, fields)

  useEffect(() => {
    if (!words || !fits || !draft.isLoaded) return
    draft.change(joined(words, draft.values))
    session.dismissReturned()
    setBack(true)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each return, not for each letter typed
  }, [words, fits, draft.isLoaded, session])
  return isBack
}

/** Whether these words were written in this form. */
export const fitsIn = (words: Words | undefined, fields: readonly Field[]): boolean =>
  words !== undefined &&
  Object.keys(words).length > 0 &&
  Object.keys(words).every(name => fields.some(({ field }) => field === name))

const joined = (back: Words, now: Words): Words => {
  const all = { ...now }
  for (const [field, value] of Object.entries(back)) {
    const later = now[field]
    if (later === undefined || later.length === 0 || String(later) === String(value)) all[field] = value
    else if (typeof value === 'string') all[field] = `${value}\n\n${String(later)}`
    else all[field] = [...value, ...[later].flat().filter(one => !value.includes(one))]
  }
  return all
}
