import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What is looked for, and every way its bytes could stand somewhere. */
export type Needle = { name: string; forms: readonly Buffer[] }

/** Words as text of one byte or two, in either order (a browser's database has all three), and inside base64 at each of its three places. */
export const wordNeedle = (name: string, text: string): Needle => {
  const bytes = Buffer.from(text)
  const inBase64 = [0, 1, 2].map(before => {
    const coded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return Buffer.from(coded.slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3)))
  })
  const wide = Buffer.from(text, 'utf16le')
  return { name, forms: [bytes, wide, Buffer.from(wide).swap16(), ...inBase64] }
}

/** A key as it is, and as its letters of base64 or hex would be kept. */
export const keyNeedle = (name: string, key: Uint8Array): Needle => {
  const bytes = Buffer.from(key)
  const texts = (['base64url', 'base64', 'hex'] as const).map(form => bytes.toString(form))
  return { name, forms: [bytes, ...texts.flatMap(text => [Buffer.from(text), Buffer.from(text, 'utf16le')])] }
}

export const foundIn = (bytes: Buffer, needles: readonly Needle[]): string[] =>
  needles.filter(({ forms }) => forms.some(form => bytes.includes(form))).map(({ name }) => name)

/** Every file under a folder by its path, as bytes; what goes while it is read is passed over. */
export const filesIn = async (folder: string): Promise<Map<string, Buffer>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  const read = await Promise.all(files.map(async file => [file, await readFile(file).catch(() => undefined)] as const))
  return new Map(read.flatMap(([file, bytes]) => (bytes ? [[file, bytes] as const] : [])))
}

const CHUNK = 8 * 1024 * 1024
const OVERLAP = 1024

/** Which of them stand anywhere in the memory of a process of ours. Linux alone shows it. */
export const foundInMemory = (pid: number, needles: readonly Needle[]): { found: string[]; bytes: number } => {
  const found = new Set<string>()
  let seen = 0
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  const chunk = Buffer.alloc(CHUNK + OVERLAP)
  for (const [from, to] of regionsOf(pid))
    for (let at = from; at < to; at += CHUNK) {
      const size = readAt(memory, chunk.subarray(0, Math.min(chunk.length, to - at)), at)
      seen += Math.min(size, CHUNK)
      for (const name of foundIn(chunk.subarray(0, size), needles)) found.add(name)
    }
  closeSync(memory)
  return { found: [...found], bytes: seen }
}

const regionsOf = (pid: number): [number, number][] =>
  readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap(line => {
      const [, from = '', to = ''] = /^([\da-f]+)-([\da-f]+) r/.exec(line) ?? []
      return from === '' ? [] : [[Number.parseInt(from, 16), Number.parseInt(to, 16)]]
    })

/** What cannot be read is not there. */
const readAt = (file: number, into: Buffer, at: number): number => {
  try {
    return readSync(file, into, 0, into.length, at)
  } catch {
    return 0
  }
}
