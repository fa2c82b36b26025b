import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../session/scene.ts'
import { allowing, mayTakeWhole } from './consent.ts'
import { ExportFile, toJson } from './file.ts'
import { exportOf } from './make.ts'
import { fileNameOf } from './names.ts'
import { actsIn, beginning, MADE, practice, resealed, seqOf, talkOfTwo } from './testing/talk.ts'
import { verify } from './verify.ts'

const wholeOf = async (session: Session) => exportOf(await session.disclose(), { scope: 'whole', made: MADE })
const ownOf = async (session: Session) => exportOf(await session.disclose(), { scope: 'own', made: MADE })

describe('a copy of a talk', () => {
  let sessions: Awaited<ReturnType<typeof talkOfTwo>>
  beforeAll(async () => {
    sessions = await talkOfTwo()
  })

  it('says the words beside their chain, and verifies', async () => {
    const file = await wholeOf(sessions.p1)
    const at = (type: string, step: string, nth = 0) => file.words[seqOf(file.entries, type, step, nth)]
    expect(at('spoke', 'map.name')).toEqual({
      title: 'the corridor',
      kinds: ['alone', 'silence'],
      meaning: 'I do not count.\n\nNot then.',
    })
    expect(at('answered', 'hear.check')).toEqual({ missing: 'how long it was' })
    expect(at('spoke', 'hear.reflect', 1)).toBeUndefined()
    expect(at('spoke', 'hear.voice', 1)).toBeUndefined()
    expect(file.names).toEqual({ p1: 'Ada', p2: 'Benedikt' })
    expect(await verify(file)).toEqual({ ok: true, entries: file.entries.length, head: file.head.hash })
  })

  it('A9 is the same after a trip through its text', async () => {
    for (const file of [await wholeOf(sessions.p1), await ownOf(sessions.p2)]) {
      expect(ExportFile.parse(JSON.parse(toJson(file)))).toEqual(file)
      expect(await verify(JSON.parse(toJson(file)))).toMatchObject({ ok: true })
      expect(await verify(JSON.parse(JSON.stringify(JSON.parse(toJson(file)))))).toMatchObject({ ok: true })
    }
  })

  it('both partners copy the same, and the head is the same', async () => {
    const [one, two] = [await wholeOf(sessions.p1), await wholeOf(sessions.p2)]
    const { by: _, seal: __, ...rest } = one
    expect(two).toMatchObject(rest)
    expect(one.head).toEqual((await ownOf(sessions.p2)).head)
  })

  it('of own words holds no word, no box and no name of another, and no key', async () => {
    const file = await ownOf(sessions.p2)
    const own = actsIn(file.entries).filter(({ by }) => by === 'p2')
    expect(Object.keys(file.words).every(seq => own.some(entry => String(entry.seq) === seq))).toBe(true)
    expect(actsIn(file.entries).every(({ by, box }) => by === 'p2' || box === null)).toBe(true)
    const text = toJson(file)
    for (const hidden of ['corridor', '"Ada"', '"keys"']) expect(text).not.toContain(hidden)
    expect(text).toContain('You sat there alone.')
    expect(await verify(file)).toMatchObject({ ok: true })
  })

  it('of the whole needs both, and one who takes it back ends it for both', async () => {
    const disclosed = await sessions.p1.disclose()
    const act = (by: 'p1' | 'p2', type: 'allowed' | 'withdrew', kind = 'export') =>
      ({ ...actsIn(disclosed.entries)[0]!, by, act: { type, kind } }) as const
    const both = [act('p1', 'allowed'), act('p2', 'allowed')]
    expect(mayTakeWhole(both)).toBe(true)
    expect(mayTakeWhole([act('p1', 'allowed'), act('p1', 'allowed'), act('p2', 'allowed', 'review')])).toBe(false)
    expect(allowing([...both, act('p2', 'withdrew')], 'export')).toEqual([])
    expect(mayTakeWhole([...both, act('p2', 'withdrew'), act('p2', 'allowed')])).toBe(false)
    expect(mayTakeWhole([...both, act('p2', 'withdrew', 'review')])).toBe(true)
    const { one } = await beginning()
    await expect(wholeOf(one)).rejects.toThrow(RangeError)
    expect(await verify(await ownOf(one))).toMatchObject({ ok: true })
  })

  it('is never made of a box that is not what was sealed', async () => {
    const disclosed = await sessions.p1.disclose()
    const keys = { 1: disclosed.keys[1]!.replace(/^./, letter => (letter === 'A' ? 'B' : 'A')) }
    await expect(exportOf({ ...disclosed, keys }, { scope: 'whole', made: MADE })).rejects.toThrow()
    await expect(exportOf({ ...disclosed, keys: {} }, { scope: 'own', made: MADE })).rejects.toThrow('nothing to open')
  })
})

it('R33 a copy of a practice says so in its file and its name, and the therapist may take the whole too', async () => {
  const sessions = await practice()
  for (const session of [sessions.p1, sessions.therapist]) {
    const file = await wholeOf(session)
    expect(file).toMatchObject({ mode: 'practice', names: { p1: 'Ada', p2: 'Ben', therapist: 'Tove' } })
    expect(file.about[0]).toMatch(/^Practice/)
    expect(await verify(file)).toMatchObject({ ok: true })
    expect(fileNameOf(file, 'markdown')).toBe('haven-practice-2026-09-21.md')
  }
  expect(fileNameOf(await ownOf(sessions.p2), 'json')).toBe('haven-practice-own-words-2026-09-21.json')
})

describe('own notes in a copy', () => {
  it('stand apart from the words, are told of, and bound by its seal', async () => {
    const { p1 } = await talkOfTwo()
    const notes = [
      { seq: 2, text: 'mine' },
      { seq: 3, from: 0, to: 4, text: 'to these words' },
    ]
    const disclosed = await p1.disclose()
    for (const scope of ['own', 'whole'] as const) {
      const file = await exportOf(disclosed, { scope, made: MADE, notes })
      expect(file.notes).toEqual(notes)
      expect(file.about.at(-1)).toContain('notes')
      expect(await verify(JSON.parse(toJson(file)))).toMatchObject({ ok: true })
      expect(await verify({ ...file, notes: [{ ...notes[0], text: 'forged' }] })).toMatchObject({ why: 'seal' })
      const { notes: _, ...without } = file
      expect(await verify(without)).toMatchObject({ why: 'seal' })
    }
    expect((await exportOf(disclosed, { scope: 'own', made: MADE, notes: [] })).notes).toBeUndefined()
  })

  it('are to entries that are there, and to stretches that can be', async () => {
    const { p1 } = await talkOfTwo()
    const file = await exportOf(await p1.disclose(), { scope: 'own', made: MADE })
    const judged = async (note: object) =>
      (await verify(await resealed({ ...file, notes: [{ seq: 2, text: 'x', ...note }] }))).why
    expect(await judged({})).toBeUndefined()
    expect(await judged({ seq: file.entries.length + 1 })).toBe('notes')
    expect(await judged({ from: 3 })).toBe('notes')
    expect(await judged({ from: 3, to: 2 })).toBe('notes')
    for (const bad of [{ seq: 0 }, { text: '' }, { more: 1 }]) expect(await judged(bad)).toBe('shape')
  })
})
