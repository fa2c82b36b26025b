import { isBySeat } from '@haven/shared/acts.ts'
import { privateOf } from '@haven/shared/channels.ts'
import { isPartner, type Seat } from '@haven/shared/steps.ts'
import * as z from 'zod/mini'
import { type Anchor, anchoredOf, COACH, NOTE } from '../../parts/kept-form.ts'
import type { Scene, SideWords, Told } from '../../session/scene.ts'

const place = z.int().check(z.minimum(0))

const ANCHOR = {
  seq: z.int().check(z.minimum(1)),
  from: z.optional(place),
  to: z.optional(place),
}
const Anchored = z.strictObject({ ...ANCHOR, text: z.string().check(z.minLength(1)) })

/** `own`, `coach` and the therapist’s `mark` are read by their owner alone, `shared` by all who are in the talk. */
export type Layer = 'own' | 'shared' | 'coach' | 'mark'

export type Note = {
  readonly id: string
  /** Of its own entry, in its own channel. */
  readonly seq: number
  readonly anchor: Anchor
  readonly text: string
  /** Of a mark. */
  readonly kind?: string
  readonly layer: Layer
  readonly by: Seat
}

/** The form of a note that is part of the talk. */
export const sharedForm = (anchor: Anchor, text: string): SideWords => anchoredOf(anchor, text)

/** All notes this seat may read, own ones first in the order they were written. What is no note of ours is left out. */
export const notesOf = (scene: Pick<Scene, 'seat' | 'threads' | 'told'>): Note[] => [
  ...(isPartner(scene.seat) ? ownIn(scene) : marksIn(scene)),
  ...scene.told.flatMap(told => {
    const { entry } = told
    if (!isBySeat(entry) || entry.act.type !== 'remarked') return []
    return noteIn(told, told.words, { layer: 'shared', by: entry.by })
  }),
]

const ownIn = ({ seat, threads }: Pick<Scene, 'seat' | 'threads'>): Note[] => {
  if (!isPartner(seat)) return []
  return (threads[privateOf(seat)] ?? []).flatMap(told => {
    if (told.entry.act.type !== 'kept' || typeof told.words !== 'object') return []
    const { item, value } = told.words
    if (item !== NOTE && item !== COACH) return []
    return noteIn(told, parsed(value), { layer: item === COACH ? 'coach' : 'own', by: seat })
  })
}

/** The therapist’s marks, and what they noted without one. */
const marksIn = ({ threads }: Pick<Scene, 'threads'>): Note[] =>
  (threads.notes ?? []).flatMap(({ entry, words, state }) => {
    if (entry.act.type !== 'bookmarked' || state !== 'open' || typeof words !== 'object') return []
    const { kind, seq, line } = words
    if (typeof kind !== 'string' || typeof seq !== 'number') return []
    const text = typeof line === 'string' ? line : ''
    const layer = kind === NOTE ? 'own' : 'mark'
    return [{ id: `mark${entry.seq}`, seq: entry.seq, anchor: { seq }, text, kind, layer, by: 'therapist' as const }]
  })

/** What the therapist notes for themselves goes with their marks, to the whole of an entry. */
export const markForm = ({ seq }: Anchor, text: string): SideWords => ({ kind: NOTE, seq, line: text })

const noteIn = (
  { entry, state }: Pick<Told, 'state'> & { entry: { seq: number } },
  words: unknown,
  of: Pick<Note, 'layer' | 'by'>,
): Note[] => {
  if (state !== 'open') return []
  const read = Anchored.safeParse(words)
  if (!read.success) return []
  const { text, ...anchor } = read.data
  return [{ id: `${of.layer}${entry.seq}`, seq: entry.seq, anchor, text, ...of }]
}

const parsed = (value: unknown): unknown => {
  try {
    return typeof value === 'string' ? JSON.parse(value) : undefined
  } catch {
    return undefined
  }
}

/** The words a note speaks of; `undefined` where it speaks of the whole entry, of a silence, or of words that changed. */
export const rangeOf = ({ from, to }: Anchor, text: string): { from: number; to: number } | undefined =>
  from === undefined || to === undefined || from >= to || to > text.length ? undefined : { from, to }

export const isSilence = ({ from, to }: Anchor): boolean => from !== undefined && from === to
