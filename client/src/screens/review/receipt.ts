import type { Entry } from '@haven/shared/acts.ts'
import { genesis, link } from '../../session/link.ts'
import { receipt as text } from '../../text/review.en.ts'

/** What is left of a talk on its last device: how much of it was one’s own, and the short form of its last hash. */
export type Facts = { readonly own: number; readonly head: string }

/** Of the entries as they came; no word of them is opened. `undefined` where there are none to tell of. */
export const factsOf = async (session: string, seat: string, entries: readonly Entry[]): Promise<Facts | undefined> => {
  if (entries.length === 0) return undefined
  let hash = await genesis(session, 'room')
  for (const entry of entries) hash = await link(hash, entry)
  return { own: entries.filter(({ by }) => by === seat).length, head: shortOf(hash) }
}

/** As an export begins it. */
const shortOf = (hash: Uint8Array): string =>
  btoa(String.fromCharCode(...hash))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .slice(0, 12)

/** Lines without a word of the talk, or a name. */
export const receiptLines = (day: string, facts: Facts | undefined): string[] => [
  text.date(day),
  ...(facts ? [text.entries(facts.own), text.head(facts.head)] : []),
  text.gone,
]
