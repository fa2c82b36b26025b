/** How big the ear is. `parts`: the categories heard for each word, `whole`: those heard for the whole draft. */
export type Shape = {
  words: number
  dim: number
  buckets: number
  piece: number
  place: number
  hidden: number
  places: number
  parts: number
  whole: number
}

/** The numbers of a net, by name; each a table of rows. */
export type Tables = Record<TableName, Float32Array>
export const TABLES = [
  'word',
  'piece',
  'place',
  'near',
  'nearBias',
  'far',
  'farBias',
  'heads',
  'wholeBias',
  'partBias',
  'mix',
] as const
export type TableName = (typeof TABLES)[number]

/** What a set of weights says about itself: the words it knows, and from which score on something may be said. */
export type Header = {
  language: string
  shape: Shape
  words: string
  /** Per category, by role (`unknown` where none is known): a probability. `any`: for a draft as a whole. */
  thresholds: Record<string, Record<'injured' | 'injuring' | 'unknown', number>>
}
export type Weights = { header: Header; tables: Tables }

/** Rows and columns of each table; a column shares one scale. */
export const sizesOf = (shape: Shape): Record<TableName, readonly [rows: number, columns: number]> => {
  const { words, dim, buckets, piece, place, hidden, places, parts, whole } = shape
  return {
    word: [words + 1, dim],
    piece: [buckets, piece],
    place: [places, place],
    near: [dim + piece + place, REACH * hidden],
    nearBias: [1, hidden],
    far: [REACH * hidden, hidden],
    farBias: [1, hidden],
    heads: [hidden, headsWide(shape)],
    wholeBias: [places, whole],
    partBias: [places, parts],
    mix: [1, parts + 1],
  }
}

/** For each unit: how much each category listens, what it says, and the parts; filled up so that sixteen go at once. */
export const headsWide = ({ whole, parts }: Shape): number => Math.ceil((2 * whole + parts) / 16) * 16

/** Words on each side that a layer takes in, itself included: two before, two after. */
export const REACH = 5
const MAGIC = 0x31_72_61_45

/** Numbers as bytes: a check sum, a header as JSON, then each table as one signed byte a number with a scale a column. */
export const packWeights = ({ header, tables }: Weights): Uint8Array => {
  const head = new TextEncoder().encode(JSON.stringify(header))
  const packed = TABLES.map(name =>
    packTable(tables[name], { columns: sizesOf(header.shape)[name][1], most: name === 'word' ? COARSE : FINE }),
  )
  const body = joined([bytesOf(new Uint32Array([head.length])), head, ...packed.flat()])
  return joined([bytesOf(new Uint32Array([MAGIC, sumOf(body)])), body])
}

/** Throws when a byte is not as it was packed. */
export const readWeights = (packed: ArrayBuffer): Weights => {
  if (packed.byteLength < 12) throw new Error('no weights')
  const view = new DataView(packed)
  const body = new Uint8Array(packed, 8)
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== sumOf(body))
    throw new Error('the weights are damaged')
  const length = view.getUint32(8, true)
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(packed, 12, length))) as Header
  let at = 12 + length
  const tables = {} as Tables
  for (const name of TABLES) {
    const [rows, columns] = sizesOf(header.shape)[name]
    tables[name] = readTable(packed.slice(at, at + columns * 4 + rows * columns), columns)
    at += columns * 4 + rows * columns
  }
  return { header, tables }
}

/** The largest number in a column. Words are many and bear it to be told less finely. */
const FINE = 127
const COARSE = 55

const packTable = (table: Float32Array, { columns, most }: { columns: number; most: number }): Uint8Array[] => {
  const largest = new Float32Array(columns)
  table.forEach((value, at) => {
    largest[at % columns] = Math.max(largest[at % columns]!, Math.abs(value))
  })
  const scales = largest.map(value => (value || 1) / most)
  return [bytesOf(scales), bytesOf(Int8Array.from(table, (value, at) => Math.round(value / scales[at % columns]!)))]
}

const readTable = (packed: ArrayBuffer, columns: number): Float32Array => {
  const scales = new Float32Array(packed, 0, columns)
  const numbers = new Int8Array(packed, columns * 4)
  return Float32Array.from(numbers, (value, at) => value * scales[at % columns]!)
}

const bytesOf = (numbers: Uint32Array | Float32Array | Int8Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)

const joined = (pieces: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** FNV-1a: it finds damage, not malice; the file comes from our own origin. */
const sumOf = (bytes: Uint8Array): number => {
  let sum = 2_166_136_261
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 16_777_619)
  return sum >>> 0
}
