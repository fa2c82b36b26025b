import { useId, useState } from 'react'
import { bring as text } from '../../text/along.en.ts'
import { notesFrom } from './bring.ts'
import type { Reader } from './reader.ts'
import { keepNote, mayKeep } from './use-note.ts'

/** No copy of a talk is longer, in bytes. */
const LONGEST = 64 * 1024 * 1024

/** Own notes out of a copy, back to where they stood. */
export const BringBack = ({ reader }: { reader: Reader }) => {
  const id = useId()
  const [told, setTold] = useState('')
  const [isGoing, setGoing] = useState(false)
  if (!mayKeep(reader)) return null
  const choose = async (file: File) => {
    setGoing(true)
    setTold(text.going)
    setTold(await broughtFrom(file, reader))
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
            if (file) void choose(file).finally(() => (target.value = ''))
          }}
        />
      </p>
      <p className="status" role="status">
        {told}
      </p>
    </section>
  )
}

/** What came of it, in words. */
const broughtFrom = async (file: File, reader: Reader): Promise<string> => {
  const copy = file.size > LONGEST ? '' : await file.text().catch(() => '')
  const found = await notesFrom(copy, reader)
  if ('refused' in found) return text.refused[found.refused]
  const { notes, known } = found
  const kept = await Promise.all(
    notes.map(({ text: words, coach: isCoach = false, ...anchor }) =>
      keptAgain(reader, { anchor, text: words, isCoach }),
    ),
  )
  const missing = kept.filter(isKept => !isKept).length
  return missing > 0 ? text.partly(notes.length - missing, missing) : text.brought(notes.length, known)
}

const keptAgain = async (reader: Reader, note: Parameters<typeof keepNote>[1]): Promise<boolean> => {
  try {
    return (await reader.session.settled(await keepNote(reader, note))) === 'stored'
  } catch {
    return false
  }
}
