import type { Words } from '../../../session/scene.ts'
import { note as text, rows } from '../../../text/workspace.en.ts'

/** The values of a field, one or many. */
export const listOf = (value: Words[string] | undefined): string[] =>
  typeof value === 'string' ? [value] : (value ?? [])

/** Rows of the model, kept as `4 reached`, in words. */
export const rowsLine = (kept: readonly string[]): string =>
  kept
    .map(one => {
      const [at, state] = one.split(' ')
      return `${rows[Number(at) - 1] ?? at}: ${text.rowStates[state as 'reached'] ?? state}`
    })
    .join(' · ')
