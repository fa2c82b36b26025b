import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHaven } from '../e2e/server.ts'
import type { ExportFile } from '../src/export/file.ts'
import { walkCouple } from '../walk/couple.ts'
import { keepIn } from '../walk/keep.ts'
import { verifyFile } from './command.ts'

const ROOT = new URL('../..', import.meta.url).pathname
const WORDS = 'You were not there. ```|\u202e<b>\u200d'

let folder: string
let file: ExportFile

/** A walked talk in a file, and no server any more. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haven-export-'))
  const haven = await startHaven()
  try {
    const walked = await walkCouple(haven.url, WORDS, keepIn(join(folder, 'talk.json')))
    if (!walked.ok) throw new Error(walked.why.join(', '))
  } finally {
    await haven.dispose()
  }
  file = JSON.parse(await readFile(join(folder, 'talk.json'), 'utf8')) as ExportFile
})
afterAll(() => rm(folder, { recursive: true }))

const judged = async (name: string, value: unknown) => {
  await writeFile(join(folder, name), JSON.stringify(value))
  return verifyFile([name], folder)
}

/** The command as it is given, and what it prints. */
const verifyHere = (...args: string[]) => {
  const { INIT_CWD: _, ...env } = process.env
  const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs')
  const { stdout, status } = spawnSync(process.execPath, [tsx, join(ROOT, 'client/verify/main.ts'), ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  const lines = stdout.split('\n').filter(line => line !== '')
  return { lines: lines.length, said: JSON.parse(lines[0] ?? 'null') as unknown, status }
}

describe('a walked talk in a file', () => {
  it('holds without a server, each word of it beside its entry', async () => {
    expect(await verifyFile(['talk.json'], folder)).toEqual({
      ok: true,
      entries: file.entries.length,
      head: file.head.hash,
    })
    const said = file.entries.filter(({ act }) => act.type === 'spoke')
    expect(said.length).toBeGreaterThan(15)
    for (const { seq } of said) expect(JSON.stringify(file.words[seq])).toContain(JSON.stringify(WORDS).slice(1, -1))
  })

  it('does not hold with any entry dropped, or swapped with the next', async () => {
    const { entries } = file
    for (const { seq } of entries) {
      expect((await judged('less.json', { ...file, entries: entries.toSpliced(seq - 1, 1) })).ok).toBe(false)
      const next = entries[seq]
      if (!next) continue
      const swapped = entries.with(seq - 1, next).with(seq, entries[seq - 1]!)
      expect((await judged('swapped.json', { ...file, entries: swapped })).ok).toBe(false)
    }
  })

  it('does not hold with a word changed', async () => {
    for (const seq of Object.keys(file.words))
      expect((await judged('said.json', { ...file, words: { ...file.words, [seq]: 'never said' } })).ok).toBe(false)
  })
})

describe('the command', () => {
  it('prints one line and leaves with 0, or with 1 where something is not so', async () => {
    expect(verifyHere('talk.json')).toEqual({
      lines: 1,
      said: { ok: true, entries: file.entries.length, head: file.head.hash },
      status: 0,
    })
    await judged('changed.json', { ...file, made: file.made + 1 })
    expect(verifyHere('changed.json')).toMatchObject({ lines: 1, said: { ok: false, head: null }, status: 1 })
  })

  it('says so where there is no file, none to read or more than one', async () => {
    await writeFile(join(folder, 'text.json'), 'not a copy')
    for (const args of [[], ['nowhere.json'], ['.'], ['text.json'], ['talk.json', 'talk.json']])
      expect(await verifyFile(args, folder)).toMatchObject({ ok: false, entries: 0, head: null })
    expect(verifyHere('nowhere.json')).toMatchObject({ lines: 1, status: 1 })
  })
})
