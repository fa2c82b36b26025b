import { isUtf8 } from 'node:buffer'
import type { Entry } from '@haven/shared/acts.ts'
import { isBySeat } from '@haven/shared/acts.ts'
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
export const columnsOf = ({ entry, hash, boxHash }: Row): unknown[] => {
  const { type, ...facts } = entry.act
  const stamp = [entry.seq, entry.at, entry.by]
  const what = [type, JSON.stringify(facts)]
  if (!isBySeat(entry)) return [...stamp, null, null, entry.epoch, null, ...what, null, null, null, null, hash]
  const { device, mid, epoch, step, base, box } = entry
  const sealed = [base.seq, toBytes(base.hash), box === null ? null : toBytes(box), boxHash ?? null, hash]
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
