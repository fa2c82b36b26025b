import { type AnyEntry, type Channel, isBySeat } from '@haven/shared/acts.ts'
import { LIMITS } from '@haven/shared/wire.ts'

const headOf = (channel: Channel) => `{"type":"entries","channel":"${channel}","entries":[`
const TAIL = ']}'

/** `last`: the seq of its last entry. */
export type Page = { frame: Buffer; last: number }

/** Entries of a channel as frames of at most 100 entries and 128 KiB, for history and live alike. Each is written once. */
export const pagesOf = (channel: Channel, entries: readonly AnyEntry[]): Page[] => {
  const head = headOf(channel)
  const pages: Page[] = []
  let texts: string[] = []
  let bytes = 0
  for (const [index, entry] of entries.entries()) {
    const text = textOf(entry)
    texts.push(text)
    bytes += Buffer.byteLength(text) + 1
    const next = entries[index + 1]
    if (next && texts.length < LIMITS.page.entries && bytes + LARGEST <= LIMITS.page.bytes) continue
    pages.push({ frame: framed(head + texts.join(',') + TAIL), last: entry.seq })
    texts = []
    bytes = 0
  }
  return pages
}

/** As JSON, in the order in which an entry is stored. What is only letters is not looked through for what must be quoted:
 *  a box is nearly all of an entry. */
export const textOf = (entry: AnyEntry): string => {
  if (!isBySeat(entry) || entry.box === null) return JSON.stringify(entry)
  const { seq, at, by, epoch, device, mid, step, base, act, box } = entry
  const who = `"seq":${seq},"at":${at},"by":"${by}","epoch":${epoch},"device":"${device}","mid":"${mid}"`
  const what = `"step":${JSON.stringify(step)},"base":{"seq":${base.seq},"hash":"${base.hash}"},"act":${JSON.stringify(act)}`
  return `{${who},${what},"box":"${box}"}`
}

/** No entry takes more than the frame it came in, so a page that still has this much room may take one more. */
const LARGEST = LIMITS.frame + 512

const TEXT = 0x81
const [SHORT, LONG] = [126, 127]

/** A text as it goes over the wire from a server: one piece, neither masked nor compressed (RFC 6455, 5.2). Written once
 *  for everybody, where the library would write it for each. */
export const framed = (text: string): Buffer => {
  const size = Buffer.byteLength(text)
  const head = size < SHORT ? 2 : size < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + size)
  frame[0] = TEXT
  frame[1] = head === 2 ? size : head === 4 ? SHORT : LONG
  if (head === 4) frame.writeUInt16BE(size, 2)
  if (head === 10) frame.writeBigUInt64BE(BigInt(size), 2)
  frame.write(text, head, size === text.length ? 'latin1' : 'utf8')
  return frame
}
