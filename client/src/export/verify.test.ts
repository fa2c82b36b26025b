import { isBySeat } from '@haven/shared/acts.ts'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { toBytes, toText } from '../seal/keys.ts'
import { genesis, link } from '../session/link.ts'
import { type ExportFile, toJson } from './file.ts'
import { exportOf } from './make.ts'
import { actsIn, beginning, MADE, practice, resealed, seqOf, talkOfTwo } from './testing/talk.ts'
import { verify } from './verify.ts'

type Path = readonly (string | number)[]

let whole: ExportFile
let own: ExportFile
let supervised: ExportFile

beforeAll(async () => {
  const { p1, p2 } = await talkOfTwo()
  whole = await exportOf(await p1.disclose(), { scope: 'whole', made: MADE })
  own = await exportOf(await p2.disclose(), { scope: 'own', made: MADE })
  supervised = await exportOf(await (await practice()).therapist.disclose(), { scope: 'whole', made: MADE })
})

/** What more than the seal of the file vouches for. */
const BOUND: ReadonlySet<string | number | undefined> = new Set(['entries', 'words', 'names', 'keys'])

const isOk = async (value: unknown) => (await verify(value)).ok
const copyOf = (file: ExportFile): ExportFile => structuredClone(file)

/** Every place in a file that holds a value of its own. */
const leavesOf = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...path, Array.isArray(value) ? Number(key) : key]))
    : [path]

const at = (file: unknown, path: Path): never => path.reduce((value, key) => (value as never)[key], file) as never

const put = (file: ExportFile, path: Path, change: (value: never) => unknown): ExportFile => {
  const copy = copyOf(file)
  const holder = at(copy, path.slice(0, -1)) as Record<string | number, unknown>
  holder[path.at(-1)!] = change(holder[path.at(-1)!] as never)
  return copy
}

const other = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string') return 'A'.repeat(43)
  return value === '' ? 'x' : (value.startsWith('A') ? 'B' : 'A') + value.slice(1)
}

/** As a forger would leave it who computes chain, head and seal anew. */
const relinked = async (file: ExportFile): Promise<ExportFile> => {
  let hash = await genesis(file.session, 'room')
  for (const entry of file.entries) hash = await link(hash, entry)
  return resealed({ ...file, head: { seq: file.entries.length, hash: toText(hash) } })
}

describe('a copy holds', () => {
  it('as it was made, and says how many entries and which head', async () => {
    for (const file of [whole, own, supervised])
      expect(await verify(JSON.parse(toJson(file)))).toEqual({
        ok: true,
        entries: file.entries.length,
        head: file.head.hash,
      })
  })

  it('never with anything in it changed, or taken out', async () => {
    for (const file of [whole, own, supervised]) {
      for (const path of leavesOf(file)) {
        expect([path, await isOk(put(file, path, other))]).toEqual([path, false])
        const less = copyOf(file)
        delete (at(less, path.slice(0, -1)) as Record<string, unknown>)[path.at(-1)!]
        expect([path, await isOk(less)]).toEqual([path, false])
      }
    }
  })

  it('never with an entry dropped, swapped, doubled or put elsewhere, nor with a new seal on it', async () => {
    const moves: readonly ((entries: ExportFile['entries'], one: number, two: number) => ExportFile['entries'])[] = [
      (entries, one) => entries.toSpliced(one, 1),
      (entries, one, two) => entries.with(one, entries[two]!).with(two, entries[one]!),
      (entries, one) => entries.toSpliced(one, 0, entries[one]!),
      (entries, one, two) => entries.toSpliced(one, 1).toSpliced(two, 0, entries[one]!),
      (entries, one) => entries.slice(0, one),
    ]
    const choices = fc.tuple(fc.constantFrom(...moves), fc.nat(), fc.nat(), fc.constantFrom(whole, own, supervised))
    await fc.assert(
      fc.asyncProperty(choices, async ([move, some, more, file]) => {
        const count = file.entries.length
        const entries = move(file.entries, some % count, more % count)
        fc.pre(JSON.stringify(entries) !== JSON.stringify(file.entries))
        const moved = { ...file, entries }
        expect(await isOk(moved)).toBe(false)
        expect(await isOk(await resealed(moved))).toBe(false)
      }),
      { numRuns: 150 },
    )
  })

  it('never with an entry, a word, a name or a key changed under a new seal', async () => {
    const bound = [whole, supervised].flatMap(file =>
      leavesOf(file).flatMap(path => (BOUND.has(path[0]) ? [{ file, path }] : [])),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...bound), async ({ file, path }) => {
        expect(await isOk(await resealed(put(file, path, other)))).toBe(false)
      }),
      { numRuns: 120 },
    )
  })

  it('never with an entry changed under a new chain, but for when the last one was stored', async () => {
    const forged = async (path: Path) =>
      isOk(await relinked(put(whole, ['entries', ...path], other)).catch(() => undefined))
    const lastTime = [whole.entries.length - 1, 'at']
    expect(await forged(lastTime)).toBe(true)
    const others = leavesOf(whole.entries).filter(path => path.join('.') !== lastTime.join('.'))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...others), async path => {
        expect(await forged(path)).toBe(false)
      }),
      { numRuns: 120 },
    )
  })

  it('under a new chain only as the beginning of what was said', async () => {
    const cut = (from: number, count: number) => {
      const entries = whole.entries.toSpliced(from, count)
      const words = Object.entries(whole.words).filter(([seq]) => Number(seq) <= entries.length)
      return relinked({ ...whole, entries, words: Object.fromEntries(words) })
    }
    for (let seq = 0; seq < whole.entries.length - 1; seq += 1) expect(await isOk(await cut(seq, 1))).toBe(false)
  })
})

describe('what a copy may hold', () => {
  it('words where a box is, the same in each way to write them', async () => {
    const [spoke] = actsIn(whole.entries).filter(({ act, step }) => act.type === 'spoke' && step === 'map.cycle')
    const said = (words: unknown) => resealed({ ...whole, words: { ...whole.words, [spoke!.seq]: words as never } })
    expect(await isOk(await said('{"pattern":"ask"}'))).toBe(true)
    for (const words of ['{"pattern": "ask"}', 'ask', { pattern: 'ask', moves: [] }, { pattern: ['ask'] }, ''])
      expect(await isOk(await said(words))).toBe(false)
    const erased = seqOf(whole.entries, 'spoke', 'hear.voice', 1)
    const wordless = seqOf(whole.entries, 'stayed', 'hear.voice')
    for (const seq of [1, erased, wordless, whole.entries.length + 1])
      expect(await isOk(await resealed({ ...whole, words: { ...whole.words, [seq]: 'more' } }))).toBe(false)
  })

  it('a box for each act whose words were not withdrawn, and no hash beside it', async () => {
    const seq = seqOf(whole.entries, 'spoke', 'hear.voice')
    const change = (entry: object) =>
      resealed({
        ...whole,
        entries: whole.entries.map(one => (one.seq === seq ? ({ ...one, ...entry } as never) : one)),
      })
    const hash = await sealed(whole, seq)
    const words = Object.fromEntries(Object.entries(whole.words).filter(([of]) => of !== String(seq)))
    expect(await isOk(await change({ boxHash: hash }))).toBe(false)
    expect(await isOk(await resealed({ ...(await change({ box: null, boxHash: hash })), words }))).toBe(false)
  })

  it('one spelling of each byte', async () => {
    const seq = seqOf(whole.entries, 'stayed', 'hear.voice')
    const box = actsIn(whole.entries).find(one => one.seq === seq)!.box!
    const spelled = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
      .map(letter => box.slice(0, -1) + letter)
      .find(text => text !== box && toText(toBytes(text)) === box)
    const entries = whole.entries.map(entry => (entry.seq === seq ? { ...entry, box: spelled! } : entry))
    const file = await resealed({ ...whole, entries } as ExportFile)
    expect(await verify(file)).toMatchObject({ ok: false, why: 'letters' })
  })

  it('the head, mode, names and seat of its log', async () => {
    for (const change of [
      { head: { ...whole.head, hash: whole.entries.findLast(isBySeat)!.base.hash } },
      { head: { ...whole.head, seq: whole.head.seq - 1 } },
      { mode: 'practice' } as const,
      { names: { ...whole.names, p2: 'Bert' } },
      { names: { p1: whole.names.p1 } },
      { by: 'therapist' } as const,
    ])
      expect([change, await isOk(await resealed({ ...whole, ...change }))]).toEqual([change, false])
  })

  it('the whole of a talk where both allow it alone', async () => {
    const { sessions } = await beginning()
    const [one, two] = [await sessions.p1.disclose(), await sessions.p2.disclose()]
    const [own1, own2] = [
      await exportOf(one, { scope: 'own', made: MADE }),
      await exportOf(two, { scope: 'own', made: MADE }),
    ]
    const all = {
      ...own1,
      scope: 'whole' as const,
      entries: [...one.entries],
      keys: { 1: one.keys[1]! },
      words: { ...own1.words, ...own2.words },
      names: { ...own1.names, ...own2.names },
    }
    expect(await verify(await resealed(all))).toMatchObject({ ok: false, why: 'consent' })
  })

  it('keys with the whole alone, and only the ones it needs', async () => {
    const { keys, ...less } = whole
    expect(await isOk(await resealed(less))).toBe(false)
    expect(await isOk(await resealed({ ...whole, keys: { ...keys, 2: keys![1]! } }))).toBe(false)
    expect(await isOk(await resealed({ ...own, keys: keys! }))).toBe(false)
  })

  it('in own words nobody else’s', async () => {
    const theirs = actsIn(own.entries).find(({ by, act }) => by === 'p1' && act.type === 'spoke')!
    expect(await isOk(await resealed({ ...own, words: { ...own.words, [theirs.seq]: 'mine now' } }))).toBe(false)
    expect(await isOk(await resealed({ ...own, names: { ...own.names, p1: 'Ada' } }))).toBe(false)
    const box = actsIn(whole.entries).find(({ seq }) => seq === theirs.seq)!
    const entries = own.entries.map(entry => (entry.seq === theirs.seq ? box : entry))
    expect(await isOk(await resealed({ ...own, entries }))).toBe(false)
    const { boxHash } = actsIn(own.entries).find(({ seq }) => seq === theirs.seq)!
    const doubled = own.entries.map(entry => (entry.seq === theirs.seq ? { ...box, boxHash } : entry)) as typeof entries
    expect(await isOk(await resealed({ ...own, entries: doubled }))).toBe(false)
    expect(await isOk(await resealed({ ...own, by: 'therapist' }))).toBe(false)
  })

  it('nothing that is not a copy at all', async () => {
    for (const value of [undefined, null, 1, '', [], {}, { ...whole, entries: [] }, { ...whole, more: 1 }, [whole]])
      expect(await verify(value)).toEqual({ ok: false, entries: 0, head: null, why: 'shape' })
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown
    expect(await isOk({ ...whole, names: deep })).toBe(false)
    expect(await isOk(JSON.parse(toJson(whole).replace('{', '{"__proto__":{"ok":true},')))).toBe(false)
  })
})

const sealed = async (file: ExportFile, seq: number): Promise<string> => {
  const entry = file.entries[seq - 1]!
  const box = isBySeat(entry) ? entry.box! : ''
  return toText(new Uint8Array(await crypto.subtle.digest('SHA-256', toBytes(box))))
}
