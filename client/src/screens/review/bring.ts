import type { CopiedNote, ExportFile } from '../../export/file.ts'
import { headHash } from '../../export/make.ts'
import { verify } from '../../export/verify.ts'
import type { bring as text } from '../../text/along.en.ts'
import { copiedOf } from './copied.ts'
import { notesOf } from './notes.ts'
import type { Reader } from './reader.ts'

export type Refused = keyof typeof text.refused
/** `known`: how many are here already. */
export type Found = { notes: CopiedNote[]; known: number } | { refused: Refused }

type Here = Pick<Reader, 'scene' | 'seat'>

/** What a copy holds of one’s own notes to this very talk that is not here. It never rejects. */
export const notesFrom = async (copy: string, { scene, seat }: Here): Promise<Found> => {
  const value = parsed(copy)
  if (value === undefined) return { refused: 'unreadable' }
  const { ok, why } = await verify(value)
  if (!ok) return { refused: why === 'shape' || why === 'unreadable' ? 'unreadable' : 'unverified' }
  const file = value as ExportFile
  if (!(await isOfThis(file, scene))) return { refused: 'session' }
  if (file.by !== seat) return { refused: 'seat' }
  if (!file.notes) return { refused: 'none' }
  const here = new Set(copiedOf(notesOf(scene), 'own').map(keyOf))
  const each = [...new Map(file.notes.map(note => [keyOf(note), note])).values()]
  const notes = each.filter(note => !here.has(keyOf(note)))
  return { notes, known: each.length - notes.length }
}

/** The copy ends where this talk once stood. What was made up under its name does not. */
const isOfThis = async ({ session, head }: ExportFile, scene: Here['scene']): Promise<boolean> => {
  if (session !== scene.session || head.seq > scene.told.length) return false
  const entries = scene.told.slice(0, head.seq).map(({ entry }) => entry)
  return (await headHash(session, entries)) === head.hash
}

/** The same words to the same place are the same note. */
const keyOf = ({ seq, from, to, text, coach }: CopiedNote): string =>
  JSON.stringify([seq, from ?? null, to ?? null, text, coach ?? false])

const parsed = (copy: string): unknown => {
  try {
    return JSON.parse(copy) as unknown
  } catch {
    return undefined
  }
}
