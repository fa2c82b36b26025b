import { useId, useState } from 'react'
import type { CopiedNote } from '../../export/file.ts'
import { Button } from '../../parts/button.tsx'
import { bring as text } from '../../text/along.en.ts'
import { settle } from '../measures/keeping.ts'
import { notesFrom } from './bring.ts'
import type { Reader } from './reader.ts'
import { keepNote, mayKeep } from './use-note.ts'

/** No copy of a talk is longer, in bytes. */
const LONGEST = 64 * 1024 * 1024

/** What is still to come back, how many are, and how many were here before. */
type Rest = { readonly notes: readonly CopiedNote[]; readonly back: number; readonly known: number }

/** Own notes out of a copy, back to where they stood. */
export const BringBack = ({ reader }: { reader: Reader }) => {
  const id = useId()
  const [told, setTold] = useState('')
  const [isGoing, setGoing] = useState(false)
  const [rest, setRest] = useState<Rest>()
  if (!mayKeep(reader)) return null
  const bring = async (find: () => Promise<Rest | string>) => {
    setGoing(true)
    setTold(text.going)
    const found = await find()
    const left = typeof found === 'string' ? found : await broughtOf(reader, found)
    setRest(typeof left === 'string' || left.notes.length === 0 ? undefined : left)
    setTold(typeof left === 'string' ? left : lineOf(left))
    setGoing(false)
  }
  return (
    <section className="stack bring" aria-label={text.title}>
      <h3>{text.title}</h3>
      <p>{text.text}</p>
      <p className="acts">
        <label className="button" htmlFor={id} data-off={isGoing || undefined}>
          {text.choose}
        </label>
        <input
          id={id}
          className="unseen"
          type="file"
          accept=".json,application/json"
          disabled={isGoing}
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file) void bring(() => restIn(file, reader)).finally(() => (target.value = ''))
          }}
        />
      </p>
      <p className="status" role="status">
        {told}
      </p>
      {rest && !isGoing && (
        <p className="acts">
          <Button className="button quiet" onPress={() => void bring(async () => rest)}>
            {text.goOn}
          </Button>
        </p>
      )}
    </section>
  )
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
