import { privateOf } from '@haven/shared/channels.ts'
import { isPartner } from '@haven/shared/steps.ts'
import { useEffect, useRef, useState } from 'react'
import type { Session } from '../../session/scene.ts'
import { type Anchor, COACH, keptForm, NOTE } from '../../parts/kept-form.ts'
import { markForm, type Note, sharedForm } from './notes.ts'
import type { Reader } from './reader.ts'

/** Kept with the drafts of this device, and gone with them. */
const KEY = 'review.note'

/** A note in the making. One at a time: begun elsewhere, its words go along. */
export type Draft = { readonly anchor: Anchor; readonly text: string }
export type Writing = {
  readonly draft: Draft | undefined
  begin(anchor: Anchor): void
  change(text: string): void
  drop(): void
}

export const useNote = ({ draft: kept }: Session): Writing => {
  const [draft, setDraft] = useState<Draft>()
  const latest = useRef<Draft>(undefined)
  const set = (next: Draft | undefined) => {
    latest.current = next
    setDraft(next)
    void kept.write(KEY, next && JSON.stringify(next))
  }
  useEffect(() => {
    let isHere = true
    const read = async () => {
      const found = readDraft(await kept.read(KEY))
      if (!found || !isHere || latest.current) return
      latest.current = found
      setDraft(found)
    }
    void read()
    return () => {
      isHere = false
    }
  }, [kept])
  return {
    draft,
    begin: anchor => set({ anchor, text: latest.current?.text ?? '' }),
    change: text => latest.current && set({ ...latest.current, text }),
    drop: () => set(undefined),
  }
}

const readDraft = (text: string | undefined): Draft | undefined => {
  try {
    const read = text === undefined ? undefined : (JSON.parse(text) as Draft)
    return typeof read?.text === 'string' && typeof read.anchor.seq === 'number' ? read : undefined
  } catch {
    return undefined
  }
}

/** Notes for oneself need a channel of one’s own, which talks from earlier days do not have. */
export const mayKeep = ({ scene, seat }: Reader): boolean =>
  scene.threads[isPartner(seat) ? privateOf(seat) : 'notes'] !== undefined

/** Sealed for oneself alone. RangeError: too long. Resolves with the mid. */
export const keepNote = (
  { session, seat }: Reader,
  { anchor, text, isCoach = false }: Draft & { isCoach?: boolean },
): Promise<string> => {
  if (!isPartner(seat)) return session.act({ type: 'bookmarked' }, markForm(anchor, text.trim()), 'notes')
  return session.act({ type: 'kept' }, keptForm(anchor, text.trim(), isCoach ? COACH : NOTE), privateOf(seat))
}

/** Sealed for everyone in the talk. RangeError: too long. Resolves with the mid. */
export const shareNote = ({ session }: Reader, { anchor, text }: Draft): Promise<string> =>
  session.act({ type: 'remarked' }, sharedForm(anchor, text.trim()))

/** Where one goes on once a note is kept, shared or gone. */
export const goOnAt = (seq: number): void => document.getElementById(`e${seq}`)?.focus()

/** Its words go where they are kept. */
export const eraseNote = ({ session, seat }: Reader, { layer, seq }: Note): Promise<string> =>
  layer === 'shared'
    ? session.act({ type: 'erased', seqs: [seq] })
    : session.act({ type: 'erased', seqs: [seq] }, undefined, isPartner(seat) ? privateOf(seat) : 'notes')
