import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { refused, type Verdict, verify } from '../src/export/verify.ts'

/** Judges the one file that is named, as seen from `folder`. It never rejects: what cannot be read is not so. */
export const verifyFile = async (args: readonly string[], folder: string): Promise<Verdict> => {
  const [name, ...more] = args
  if (name === undefined || more.length > 0) return refused('npm run --silent verify -- FILE')
  const value = await readJson(resolve(folder, name))
  return value === undefined ? refused('unreadable') : verify(value)
}

const readJson = async (path: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown
  } catch {
    return undefined
  }
}
