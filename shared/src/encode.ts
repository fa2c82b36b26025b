/** UTF-8, passed in because this folder has no globals. */
export type Utf8 = (text: string) => Uint8Array
export type Field = Uint8Array | string | number

/** Each field is preceded by its length (u32 big-endian), so no two different lists give the same bytes. */
export const enc = (utf8: Utf8, fields: readonly Field[]): Uint8Array<ArrayBuffer> => {
  const parts = fields.map(field =>
    field instanceof Uint8Array ? field : PLAIN.test((field = `${field}`)) ? field : utf8(field),
  )
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const part of parts) {
    view.setUint32(at, part.length)
    at += 4
    if (typeof part !== 'string') bytes.set(part, at)
    else for (let letter = 0; letter < part.length; letter += 1) bytes[at + letter] = part.charCodeAt(letter)
    at += part.length
  }
  return bytes
}

/** Short plain text is its own bytes, which saves an array for each id and number of every entry. */
const PLAIN = /^[ -~]{0,64}$/

/** An act's public facts in key order, each value as JSON. The type itself is a field of its own. */
export const encFacts = (utf8: Utf8, act: { type: string }): Uint8Array<ArrayBuffer> =>
  enc(
    utf8,
    Object.entries(act)
      .filter(([key, value]) => key !== 'type' && value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, value]) => [key, JSON.stringify(value)]),
  )
