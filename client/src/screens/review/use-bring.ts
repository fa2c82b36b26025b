import { useState } from 'react'
import type { CopiedNote } from '../../export/file.ts'
import { bring as text } from '../../text/along.en.ts'
import { settle } from '../measures/keeping.ts'
import { notesFrom } from './bring.ts'
import type { Reader } from './reader.ts'
import { keepNote } from './use-note.ts'

/** No copy of a talk is longer, in bytes. */
const LONGEST = 64 * 1024 * 1024

/** What is still to come back, how many are, and how many were here before. */
type Rest = { readonly notes: readonly CopiedNote[]; readonly back: number; readonly known: number }

/** Looks into a copy, and brings back what is in it once that is asked for. `told`: where it stands, in words. */
export const useBring = (reader: Reader) => {
  const [told, setTold] = useState('')
  const [isGoing, setGoing] = useState(false)
  const [rest, setRest] = useState<Rest>()
  const [isAsked, setAsked] = useState(false)
  const begin = (line: string) => {
    setGoing(true)
    setTold(line)
  }
  const end = (line: string, next?: Rest, asks = false) => {
    setRest(next && next.notes.length > 0 ? next : undefined)
    setAsked(asks)
    setTold(line)
    setGoing(false)
  }
  const look = async (file: File) => {
    begin(text.reading)
    const found = await restIn(file, reader)
    if (typeof found === 'string') end(found)
    else if (found.notes.length === 0) end(lineOf(found))
    else end(text.found(found.notes.length, found.known), found, true)
  }
  const bring = async (found: Rest) => {
    begin(text.going)
    const left = await broughtOf(reader, found)
    end(lineOf(left), left)
  }
  return { told, isGoing, rest, isAsked, look, bring, leave: () => end(text.left) }
}

/** The notes of a copy that are to come back, or why there are none, in words. */
const restIn = async (file: File, reader: Reader): Promise<Rest | string> => {
  const copy = file.size > LONGEST ? '' : await file.text().catch(() => '')
  const found = await notesFrom(copy, reader)
  return 'refused' in found ? text.refused[found.refused] : { ...found, back: 0 }
}

/** One after the other, so that the first that does not go through stops it. That one is last when it is gone on with. */
const broughtOf = async (reader: Reader, { notes, back, known }: Rest): Promise<Rest> => {
  for (const [index, note] of notes.entries())
    // oxlint-disable-next-line no-await-in-loop
    if (!(await isKeptAgain(reader, note)))
      return { notes: [...notes.slice(index + 1), note], back: back + index, known }
  return { notes: [], back: back + notes.length, known }
}

const isKeptAgain = async (reader: Reader, { text: words, coach, ...anchor }: CopiedNote) => {
  try {
    await settle(reader.session, await keepNote(reader, { anchor, text: words, isCoach: coach === true }))
    return true
  } catch {
    return false
  }
}

const lineOf = ({ notes, back, known }: Rest): string =>
  notes.length > 0 ? text.partly(back, notes.length) : text.brought(back, known)
