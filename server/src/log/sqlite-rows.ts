import { isUtf8 } from 'node:buffer'
import type { Entry } from '@haven/shared/acts.ts'
import { isBySeat } from '@haven/shared/acts.ts'
import type { Loaded } from './event-log.ts'
import type { Row } from './records.ts'

/** As the driver hands them out: blobs of a single row are buffers, of several rows array buffers. */
export type Blob = Uint8Array | ArrayBuffer
/** PostgreSQL reads texts as texts. */
export type Word = Blob | string
export type EntryRow = {
  seq: number
  at: number
  by: Word
  device: Blob | null
  mid: Blob | null
  epoch: number
  step: Word | null
  type: Word
  facts: Word
  base_seq: number | null
  base_hash: Blob | null
  box: Blob | null
  box_hash: Blob | null
  hash: Blob
}

/**
 * Columns as they are read. The driver ends the whole process at a text that is no UTF-8, which one damaged byte is
 * enough for; so texts are read as bytes, and a number is a number whatever stands there. P42
 */
export const numbers = (...names: string[]): string => names.map(name => `cast(${name} as integer) as ${name}`).join()
export const blobs = (...names: string[]): string => names.map(name => `cast(${name} as blob) as ${name}`).join()

/** A text that was read as bytes. Throws a `SyntaxError` where it is none. */
export const wordOf = (blob: Word): string => {
  if (typeof blob === 'string') return blob
  const bytes = bytesOf(blob)
  if (!isUtf8(bytes)) throw new SyntaxError('not a text')
  return bytes.toString()
}

export const toBytes = (text: string): Buffer => Buffer.from(text, 'base64url')
export const bytesOf = (blob: Blob): Buffer =>
  blob instanceof ArrayBuffer ? Buffer.from(blob) : Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength)
export const textOf = (blob: Blob): string => bytesOf(blob).toString('base64url')

/** In the order of the insert statement's columns, the channel left out. */
export const columnsOf = ({ entry, hash, boxHash, box: bytes }: Row): unknown[] => {
  const { type, ...facts } = entry.act
  const stamp = [entry.seq, entry.at, entry.by]
  const what = [type, JSON.stringify(facts)]
  if (!isBySeat(entry)) return [...stamp, null, null, entry.epoch, null, ...what, null, null, null, null, hash]
  const { device, mid, epoch, step, base, box } = entry
  const sealed = [base.seq, toBytes(base.hash), box === null ? null : (bytes ?? toBytes(box)), boxHash ?? null, hash]
  return [...stamp, toBytes(device), toBytes(mid), epoch, step, ...what, ...sealed]
}

/** The columns themselves, in that order. */
export const COLUMNS = 'seq, at, by, device, mid, epoch, step, type, facts, base_seq, base_hash, box, box_hash, hash'

export const rowOf = (row: EntryRow): Row => {
  const hash = bytesOf(row.hash)
  const stamp = { seq: row.seq, at: row.at, by: wordOf(row.by), epoch: row.epoch }
  const act = { type: wordOf(row.type), ...JSON.parse(wordOf(row.facts)) }
  if (row.mid === null || row.device === null || row.base_hash === null || row.box_hash === null)
    return { entry: { ...stamp, act } as Entry, hash }
  const entry = {
    ...stamp,
    device: textOf(row.device),
    mid: textOf(row.mid),
    step: row.step && wordOf(row.step),
    base: { seq: row.base_seq, hash: textOf(row.base_hash) },
    act,
    box: row.box === null ? null : textOf(row.box),
    ...(row.box === null && { boxHash: textOf(row.box_hash) }),
  }
  return { entry: entry as Entry, hash, boxHash: bytesOf(row.box_hash) }
}

/** In bytes. */
const [ID, HASH] = [16, 32]

/**
 * A row in three columns, for the driver asks a price for each: what is short as JSON, ids and hashes one behind the
 * other, and the box. A row of the server itself has its hash alone. What damage makes of it is noticed by its length, by
 * its letters or by the chain. P42
 */
export const PACKED = `cast(json_array(${['seq', 'at', 'epoch', 'base_seq'].map(name => `cast(${name} as integer)`).join()},
  ${['by', 'step', 'type', 'facts'].map(name => `cast(${name} as text)`).join()}) as blob),
  cast(ifnull(device || mid || base_hash || box_hash || hash, hash) as blob), cast(box as blob)`
export type Packed = [short: Blob, hashes: Blob | null, box: Blob | null]
type Short = [
  seq: number,
  at: number,
  epoch: number,
  baseSeq: number,
  by: string,
  step: string,
  type: string,
  facts: string,
]

/** Throws a `SyntaxError` where it is no row. */
export const unpacked = ([short, hashes, box]: Packed): Row => {
  const [seq, at, epoch, baseSeq, by, step, type, facts] = JSON.parse(wordOf(short)) as Short
  const act = Object.assign({ type }, JSON.parse(facts))
  const bytes = bytesOf(hashes ?? new ArrayBuffer(0))
  if (bytes.length === HASH) return { entry: { seq, at, by, epoch, act } as Entry, hash: bytes }
  if (bytes.length !== 2 * ID + 3 * HASH) throw new SyntaxError('not a row')
  let from = 0
  const next = (size: number) => bytes.toString('base64url', from, (from += size))
  const [device, mid, hash] = [next(ID), next(ID), next(HASH)]
  const boxHash = box === null && next(HASH)
  const entry = {
    seq,
    at,
    by,
    epoch,
    device,
    mid,
    step,
    base: { seq: baseSeq, hash },
    act,
    box: box && textOf(box),
  }
  if (boxHash) Object.assign(entry, { boxHash })
  const row = { entry: entry as Entry, hash: bytes.subarray(-HASH), boxHash: bytes.subarray(-2 * HASH, -HASH) }
  return box === null ? row : Object.assign(row, { box: bytesOf(box) })
}

/** Who wrote each entry, and its mid, both of the whole channel in one go. */
export const INDEX = `cast(group_concat(by, ' ') as blob), cast(group_concat(hex(ifnull(mid, zeroblob(${ID}))), '') as blob)`
export type Index = [by: Blob | null, mids: Blob | null]

export const indexOf = ([by, mids]: Index): Loaded['index'] => {
  if (by === null || mids === null) return []
  const authors = wordOf(by).split(' ')
  const bytes = Buffer.from(wordOf(mids), 'hex')
  if (bytes.length !== authors.length * ID) throw new SyntaxError('not an index')
  return authors.map((author, at) => ({
    by: author,
    mid: author === 'haven' ? null : bytes.toString('base64url', at * ID, (at + 1) * ID),
  }))
}
