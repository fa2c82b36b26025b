import { basename } from 'node:path'
import type { Call } from './disk.ts'

/** The calls that `strace -f -y -xx` wrote down, in the order in which they ended. */
export const readTrace = (text: string): Call[] => {
  const begun = new Map<string, string>()
  const calls: Call[] = []
  for (const line of text.split('\n')) {
    const [, pid = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)
    if (rest.endsWith(' <unfinished ...>')) begun.set(pid, rest.slice(0, -' <unfinished ...>'.length))
    else calls.push(...callIn(resumed ? (begun.get(pid) ?? '') + resumed[1] : rest))
  }
  return calls
}

const WRITE = /^(pwrite64|write)\((\d+)<([^>]*)>, "([^"]*)"(\.\.\.)?, \d+(?:, (\d+))?\) += (\d+)/
const SYNC = /^(?:fsync|fdatasync)\(\d+<([^>]*)>\) += 0/
const CUT = /^ftruncate\(\d+<([^>]*)>, (\d+)\) += 0/
const UNLINK = /^unlink(?:at)?\((?:AT_FDCWD[^,]*, )?"([^"]*)".*\) += 0/

const callIn = (line: string): Call[] => {
  if (WRITE.test(line)) return writeIn(WRITE.exec(line)!)
  const synced = SYNC.exec(line)
  if (synced) return only({ what: 'synced', file: fileOf(synced[1]!) })
  const cut = CUT.exec(line)
  if (cut) return only({ what: 'cut', file: fileOf(cut[1]!), size: Number(cut[2]) })
  const unlinked = UNLINK.exec(line)
  return unlinked ? only({ what: 'removed', file: fileOf(unlinked[1]!) }) : []
}

/** Bytes that strace left out, or a write without a place, would make the replay untrue. */
const writeIn = ([, name, fd, path, data, more, at, count]: RegExpExecArray): Call[] => {
  if (more) throw new Error('strace left bytes out')
  const bytes = bytesOf(data!).subarray(0, Number(count))
  if (fd === '1') return [{ what: 'said', text: bytes.toString() }]
  const file = fileOf(path!)
  if (!isData(file)) return []
  if (name === 'write') throw new Error(`written without a place: ${file}`)
  return [{ what: 'wrote', file, at: Number(at), bytes }]
}

const only = (call: Exclude<Call, { what: 'said' }>): Call[] => (isData(call.file) ? [call] : [])
const isData = (file: string): boolean => file === 'haven.db' || file === 'haven.db-wal'
const bytesOf = (hex: string): Buffer => Buffer.from(hex.replaceAll('\\x', ''), 'hex')
const fileOf = (path: string): string => basename(path.startsWith('\\x') ? bytesOf(path).toString() : path)
