import { readFileSync, writeFileSync } from 'node:fs'
import { WHOLE } from './lessons.ts'

/** What nets that had not read a hand made of its drafts: one byte a category, in the order of the rows. */
const FILE = new URL('held-out.txt', import.meta.url)
const GROUPS = 3

/** Every hand in one of three groups, the same each time. */
export const groupsOf = (hands: readonly string[]): string[][] =>
  Array.from({ length: GROUPS }, (_, group) => hands.filter((_hand, at) => at % GROUPS === group))

export const writeHeldOut = (heard: readonly Float32Array[]): void => {
  const bytes = Uint8Array.from(heard.flatMap(whole => [...whole].map(score => Math.round(score * 255))))
  writeFileSync(FILE, `${Buffer.from(bytes).toString('base64')}\n`)
}

export const readHeldOut = (ids: readonly string[]): Map<string, Float32Array> => {
  const bytes = Buffer.from(readFileSync(FILE, 'utf8'), 'base64')
  if (bytes.length !== ids.length * WHOLE.length)
    throw new Error('the drafts have changed: run coach:train -- --unread')
  return new Map(
    ids.map((id, at) => [
      id,
      Float32Array.from(bytes.subarray(at * WHOLE.length, (at + 1) * WHOLE.length), n => n / 255),
    ]),
  )
}
