/** UTF-8, passed in because this folder has no globals. */
export type Utf8 = (text: string) => Uint8Array
/** A list stands for the bytes of its own fields. */
export type Field = Uint8Array | string | number | readonly Field[]

/** Each field is preceded by its length (u32 big-endian), so no two different lists give the same bytes. */
export const enc = (utf8: Utf8, fields: readonly Field[], room: Room = own): Uint8Array<ArrayBuffer> => {
  const parts = fields.map(field => partOf(utf8, field))
  const bytes = room(sizeOf(parts))
  write(bytes, parts, 0)
  return bytes
}

/** Where the bytes go; all of it is written over. */
export type Room = (size: number) => Uint8Array<ArrayBuffer>
const own: Room = size => new Uint8Array(size)

type Part = Uint8Array | string | Parts
type Parts = readonly Part[]

const partOf = (utf8: Utf8, field: Field): Part => {
  if (field instanceof Uint8Array) return field
  if (typeof field === 'object') return field.map(one => partOf(utf8, one))
  const text = `${field}`
  return isPlain(text) ? text : utf8(text)
}

/** Short plain text is its own bytes, which saves an array for each id and number of every entry. */
const isPlain = (text: string): boolean => {
  if (text.length > 64) return false
  for (let letter = 0; letter < text.length; letter += 1) {
    const code = text.charCodeAt(letter)
    if (code < 0x20 || code > 0x7e) return false
  }
  return true
}

const lengthOf = (part: Part): number => (Array.isArray(part) ? sizeOf(part) : (part as string).length)

const sizeOf = (parts: Parts): number => {
  let size = 4 * parts.length
  for (const part of parts) size += lengthOf(part)
  return size
}

/** Returns where it ended. */
const write = (bytes: Uint8Array, parts: Parts, from: number): number => {
  let at = from
  for (const part of parts) {
    const length = lengthOf(part)
    bytes[at] = length >>> 24
    bytes[at + 1] = length >>> 16
    bytes[at + 2] = length >>> 8
    bytes[at + 3] = length
    at += 4
    if (typeof part === 'string')
      for (let letter = 0; letter < length; letter += 1) bytes[at + letter] = part.charCodeAt(letter)
    else if (part instanceof Uint8Array) bytes.set(part, at)
    else write(bytes, part, at)
    at += length
  }
  return at
}

/** An act's public facts in key order, each value as JSON. The type itself is a field of its own. */
export const factsOf = (act: { type: string }): string[] => {
  const facts: string[] = []
  const all = act as Record<string, unknown>
  for (const key of Object.keys(all).sort())
    if (key !== 'type' && all[key] !== undefined) facts.push(key, JSON.stringify(all[key]))
  return facts
}

export const encFacts = (utf8: Utf8, act: { type: string }): Uint8Array<ArrayBuffer> => enc(utf8, factsOf(act))
