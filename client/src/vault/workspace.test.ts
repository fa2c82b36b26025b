import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { newId } from '../seal/keys.ts'
import { memoryRecords, type Records, storedRecords } from './records.ts'
import { coupleOf } from './testing/couples.ts'
import { CHEAP, deviceOn, VaultDouble } from './testing/vault-double.ts'
import {
  type Couple,
  createWorkspace,
  Locked,
  openWorkspace,
  type Typed,
  type VaultContent,
  type Workspace,
} from './workspace.ts'

const MINUTE = 60_000

const create = async (server = new VaultDouble(), records: Records = memoryRecords()) => {
  const parts = deviceOn(server)
  const means = { cost: CHEAP, records }
  const made = await createWorkspace(parts, 'Dr. Stein', means)
  if (made.kind !== 'created') throw new Error(made.kind)
  const words: Typed = { kind: 'words', phrase: made.phrase }
  const code: Typed = { kind: 'code', code: made.code }
  const open = (typed: Typed = words) => openWorkspace(parts, typed, means)
  return { ...made, server, parts, records, words, code, open }
}
/** The workspace as another device opens it, which has seen nothing before. */
const openOn = async (
  server: VaultDouble,
  typed: Typed,
  records = memoryRecords(),
): Promise<Workspace & { parts: ReturnType<typeof deviceOn> }> => {
  const parts = deviceOn(server)
  const opened = await openWorkspace(parts, typed, { cost: CHEAP, records })
  if (opened.kind !== 'open') throw new Error(opened.kind)
  return Object.assign(opened.workspace, { parts })
}
const rename = (name: string) => (content: VaultContent) => ({ ...content, name })
const add = (session: string) => (content: VaultContent) => ({
  ...content,
  couples: [...content.couples, coupleOf(session)],
})
const aliased = (session: string, alias: string) => (content: VaultContent) => ({
  ...content,
  couples: content.couples.map(couple => (couple.session === session ? { ...couple, alias } : couple)),
})
const ringed = (session: string, change: (ring: Couple['kept']) => Couple['kept']) => (content: VaultContent) => ({
  ...content,
  couples: content.couples.map(couple =>
    couple.session === session ? { ...couple, kept: change(couple.kept) } : couple,
  ),
})
const until = (holds: () => boolean) => vi.waitFor(() => expect(holds()).toBe(true), { interval: 2, timeout: 10_000 })

describe('a workspace', () => {
  it('opens with the phrase or the code, however they are typed, on any device', async () => {
    const { server, workspace, words, code, phrase } = await create()
    expect(await workspace.change(add('a'))).toBe('saved')
    for (const typed of [words, code, { kind: 'words', phrase: phrase.toUpperCase().replaceAll(' ', ', ') } as Typed]) {
      const there = await openOn(server, typed)
      expect(there.get()).toEqual(workspace.get())
      expect(there.get()).toMatchObject({ name: 'Dr. Stein', couples: [{ session: 'a' }] })
      expect(there.state()).toBe('saved')
    }
  })

  it('is unknown by anything else', async () => {
    const [{ open }, other] = [await create(), await create()]
    for (const typed of [
      other.words,
      other.code,
      { kind: 'words', phrase: 'no phrase' },
      { kind: 'code', code: 'x' },
    ] as Typed[])
      expect(await open(typed)).toEqual({ kind: 'unknown' })
  })

  it('is made though the answer to it was lost', async () => {
    const server = new VaultDouble()
    const parts = deviceOn(server)
    const lose = server.fetch
    let isLost = false
    const fetch: typeof lose = async (...asked) => {
      const answer = await lose(...asked)
      if (isLost) return answer
      isLost = true
      throw new TypeError('lost')
    }
    const made = await createWorkspace({ ...parts, fetch }, 'S', { cost: CHEAP, records: memoryRecords() })
    if (made.kind !== 'created') throw new Error(made.kind)
    expect(await made.workspace.change(rename('T'))).toBe('saved')
    expect((await openOn(server, { kind: 'words', phrase: made.phrase })).get().name).toBe('T')
  })

  it('says so when there is no line, when it should wait, and when the server fails', async () => {
    const { server, open, parts } = await create()
    const means = { cost: CHEAP, records: memoryRecords() }
    server.line = 'down'
    expect([await open(), await createWorkspace(parts, 'S', means)]).toEqual([{ kind: 'offline' }, { kind: 'offline' }])
    server.line = 'up'
    for (const [status, kind] of [
      [429, 'slowDown'],
      [400, 'failed'],
    ] as const) {
      server.instead = [
        [status, {}],
        [status, {}],
      ]
      expect([await open(), await createWorkspace(parts, 'S', means)]).toEqual([{ kind }, { kind }])
    }
    expect((await open()).kind).toBe('open')
  })

  it('tells whoever listens, and is the same object until something changes', async () => {
    const { workspace } = await create()
    let heard = 0
    const stop = workspace.subscribe(() => (heard += 1))
    const before = workspace.get()
    expect(await workspace.change(content => ({ ...content }))).toBe('saved')
    expect([workspace.get() === before, heard]).toEqual([true, 0])
    const saved = workspace.change(rename('T'))
    expect([workspace.get().name, workspace.state()]).toEqual(['T', 'saving'])
    await saved
    expect(workspace.state()).toBe('saved')
    const told = heard
    stop()
    await workspace.change(rename('U'))
    expect(heard).toBe(told)
  })
})

describe('without a line', () => {
  it('keeps a change sealed on the device and sends it when the time comes', async () => {
    const { server, workspace, parts, words } = await create()
    server.line = 'down'
    expect(await workspace.change(add('a'))).toBe('kept')
    expect(workspace.state()).toBe('kept')
    server.line = 'up'
    parts.clock.advance(MINUTE)
    await until(() => workspace.state() === 'saved')
    expect((await openOn(server, words)).get().couples).toHaveLength(1)
  })

  it.each([
    ['in memory', memoryRecords],
    ['in IndexedDB', () => storedRecords(`test-${newId()}`)],
  ] as const)('what was kept %s is there after a lock, and merged with what others did', async (_, make) => {
    const { server, workspace, words, code, records, open } = await create(new VaultDouble(), make())
    await workspace.change(add('a'))
    server.line = 'down'
    await workspace.change(add('b'))
    workspace.lock()
    server.line = 'up'
    const other = await openOn(server, code)
    await other.change(add('c'))
    const opened = await open(words)
    if (opened.kind !== 'open') throw new Error(opened.kind)
    await until(() => opened.workspace.state() === 'saved')
    expect(
      opened.workspace
        .get()
        .couples.map(({ session }) => session)
        .sort(),
    ).toEqual(['a', 'b', 'c'])
    expect((await openOn(server, words)).get().couples).toHaveLength(3)
    await until(() => opened.workspace.state() === 'saved')
    const kept = await Promise.all((await records.keys()).map(records.read))
    expect(kept.filter(Array.isArray)).toEqual([])
  })

  it('keeps one copy of all that was changed, however often', async () => {
    const { server, workspace, records } = await create()
    server.line = 'down'
    for (const name of ['a', 'b', 'c']) await workspace.change(rename(name))
    const kept = await Promise.all((await records.keys()).map(records.read))
    expect(kept.filter(Array.isArray).map(list => list.length)).toEqual([1])
  })

  it('leaves nothing on the device that can be read', async () => {
    const { server, workspace, records, phrase } = await create()
    server.line = 'down'
    await workspace.change(add('secretive'))
    const dump = (
      await Promise.all(
        (await records.keys()).map(async key => JSON.stringify([key, await records.read(key)], asLetters)),
      )
    ).join()
    expect(dump.length).toBeGreaterThan(500)
    for (const hidden of ['secretive', 'Tuesday', 'Stein', phrase.slice(0, 12), 'kept'])
      expect(dump).not.toContain(hidden)
  })

  const asLetters = (_: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value

  it('saves where the device can write nothing down, and says so where it can do neither', async () => {
    const broken: Records = {
      read: () => Promise.reject(new Error('no storage')),
      change: () => Promise.reject(new Error('no storage')),
      keys: () => Promise.reject(new Error('no storage')),
    }
    const { server, workspace, open } = await create(new VaultDouble(), broken)
    expect(await workspace.change(rename('T'))).toBe('saved')
    server.line = 'down'
    await expect(workspace.change(rename('U'))).rejects.toThrow('no storage')
    server.line = 'up'
    expect(await open()).toMatchObject({ kind: 'open' })
    expect(await workspace.change(rename('V'))).toBe('saved')
    expect((await openOn(server, { kind: 'words', phrase: await workspace.newPhrase() })).get().name).toBe('V')
  })

  it('does not lose what was stored while its answer was', async () => {
    const { server, workspace, parts, words } = await create()
    server.line = 'lost'
    expect(await workspace.change(add('a'))).toBe('kept')
    server.line = 'up'
    parts.clock.advance(MINUTE)
    await until(() => workspace.state() === 'saved')
    expect((await openOn(server, words)).get().couples).toHaveLength(1)
  })
})

describe('two devices at once', () => {
  it('lose nothing of each other, whatever they change in whatever order, on or off the line', async () => {
    const steps = fc.array(
      fc.record({
        who: fc.nat(1),
        what: fc.constantFrom('add', 'alias', 'together', 'cut', 'mend'),
        session: fc.constantFrom('a', 'b', 'c', 'd'),
      }),
      { minLength: 4, maxLength: 14 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async tried => {
        const { server, words, code } = await create()
        const desks = [await openOn(server, words), await openOn(server, code)]
        const added = new Set<string>()
        const addOnce = (who: number, session: string) => {
          added.add(session)
          return desks[who]!.change(content =>
            content.couples.some(one => one.session === session) ? content : add(session)(content),
          )
        }
        for (const [at, { who, what, session }] of tried.entries()) {
          desks[who]!.parts.clock.advance(10)
          if (what === 'add') await addOnce(who, session)
          if (what === 'alias') await desks[who]!.change(aliased(session, `alias ${at}`))
          if (what === 'together') await Promise.all([addOnce(0, `${session}0`), addOnce(1, `${session}1`)])
          if (what === 'cut') server.line = at % 2 === 0 ? 'down' : 'lost'
          if (what === 'mend') server.line = 'up'
        }
        server.line = 'up'
        for (const desk of [...desks, ...desks]) {
          await desk.change(rename(`${desk.get().name}.`))
          expect(desk.state()).toBe('saved')
        }
        const last = await openOn(server, words)
        expect(new Set(last.get().couples.map(({ session }) => session))).toEqual(added)
        expect(desks[1]!.get()).toEqual(last.get())
      }),
      { numRuns: 25 },
    )
  })

  it('keep a link one gave and a name the other did, whoever was without a line', async () => {
    const { server, words, code } = await create()
    const [one, other] = [await openOn(server, words), await openOn(server, code)]
    await one.change(add('a'))
    await other.change(rename('T'))
    const invite = { seat: 'p1', secret: 'renewed', given: 7 } as const
    one.parts.clock.advance(10)
    await one.change(ringed('a', ring => ({ ...ring, invites: [invite] })))
    other.parts.clock.advance(20)
    await other.addCouple('a', { alias: 'Tuesday', kind: 'practice' })
    one.parts.clock.advance(20)
    await one.change(ringed('a', ring => ({ ...ring, accepted: ['device'] })))
    for (const desk of [one, other, one]) await desk.change(rename(`${desk.get().name}.`))
    for (const desk of [one, other])
      expect(desk.get().couples).toMatchObject([
        { alias: 'Tuesday', kind: 'practice', kept: { accepted: ['device'], invites: [{}, invite] } },
      ])
  })

  it('gives up after five tries against somebody who is always first, and keeps the change', async () => {
    const { server, workspace } = await create()
    const vault = server.vaults[0]!
    server.instead = Array.from(
      { length: 5 },
      () =>
        [
          [409, { code: 'older' }],
          [200, { version: vault.version, blob: vault.blob }],
        ] as [number, object][],
    ).flat()
    expect(await workspace.change(rename('T'))).toBe('kept')
    expect(server.asked.filter(asked => asked === 'PUT /api/vault')).toHaveLength(1 + 5)
    expect(await workspace.change(rename('U'))).toBe('saved')
  })
})

describe('an older vault', () => {
  it('is not opened on a device that has seen a newer one', async () => {
    const { server, workspace, open, words } = await create()
    const before = server.backup()
    await workspace.change(rename('T'))
    server.restore(before)
    expect(await open()).toEqual({ kind: 'rolledBack' })
    expect((await openOn(server, words)).get().name).toBe('Dr. Stein')
  })

  it('is not opened in the place of another of its version', async () => {
    const { server, workspace, open, code } = await create()
    const before = server.backup()
    await workspace.change(rename('T'))
    server.restore(before)
    await (await openOn(server, code)).change(rename('elsewhere'))
    expect(await open()).toEqual({ kind: 'rolledBack' })
  })

  it('locks a workspace that is open', async () => {
    const { server, workspace } = await create()
    const before = server.backup()
    await workspace.change(rename('T'))
    server.restore(before)
    const why: string[] = []
    workspace.onLock(reason => why.push(reason))
    await workspace.change(rename('U'))
    expect(why).toEqual(['rolledBack'])
  })

  it('cannot be passed off as a newer one', async () => {
    const { server, workspace, open, words } = await create()
    const [old] = structuredClone(server.vaults)
    await workspace.change(rename('T'))
    server.forge(({ version }) => ({ blob: old!.blob, version }))
    expect(await open(words)).toEqual({ kind: 'failed' })
    server.forge(() => ({ version: 9 }))
    expect(await open(words)).toEqual({ kind: 'failed' })
  })
})

describe('a new phrase', () => {
  it.each(['words', 'code'] as const)(
    'opens what the old one opened, which is dead; asked for behind the %s',
    async kind => {
      const made = await create()
      const workspace = await openOn(made.server, made[kind])
      await workspace.change(add('a'))
      const fresh: Typed = { kind: 'words', phrase: await workspace.newPhrase() }
      expect(await made.open(made.words)).toEqual({ kind: 'unknown' })
      for (const typed of [fresh, made.code]) expect((await openOn(made.server, typed)).get()).toEqual(workspace.get())
      expect(await workspace.change(rename('T'))).toBe('saved')
      const second = await workspace.newPhrase()
      expect(await made.open(fresh)).toEqual({ kind: 'unknown' })
      expect((await openOn(made.server, { kind: 'words', phrase: second })).get().name).toBe('T')
    },
  )

  it('that cannot be saved is not given, and the old one stays, whether or not the server heard', async () => {
    const made = await create()
    for (const line of ['down', 'lost'] as const) {
      made.server.line = line
      await expect(made.workspace.newPhrase()).rejects.toThrow('could not be saved')
      made.server.line = 'up'
      expect((await made.open()).kind).toBe('open')
    }
    const phrase = await made.workspace.newPhrase()
    expect((await openOn(made.server, { kind: 'words', phrase })).get().name).toBe('Dr. Stein')
    expect(await made.open()).toEqual({ kind: 'unknown' })
  })

  it('made elsewhere locks a workspace that was opened with the old one, which keeps what it could not save', async () => {
    const made = await create()
    const other = await openOn(made.server, made.code)
    const why: string[] = []
    made.workspace.onLock(reason => why.push(reason))
    const phrase = await other.newPhrase()
    expect(await made.workspace.change(add('a'))).toBe('kept')
    expect(why).toEqual(['door'])
    const again = await made.open({ kind: 'words', phrase })
    if (again.kind !== 'open') throw new Error(again.kind)
    expect(again.workspace.get().couples).toHaveLength(1)
  })
})

describe('locking', () => {
  it('comes after 15 minutes in which nobody did anything', async () => {
    const { workspace, parts } = await create()
    const why: string[] = []
    workspace.onLock(reason => why.push(reason))
    parts.clock.advance(14 * MINUTE)
    workspace.touch()
    parts.clock.advance(14 * MINUTE)
    expect([why, workspace.get().name]).toEqual([[], 'Dr. Stein'])
    parts.clock.advance(MINUTE)
    expect([why, workspace.get()]).toEqual([['idle'], { name: '', bookmarks: {}, couples: [], changed: 0 }])
    workspace.touch()
    workspace.lock()
    expect(why).toEqual(['idle'])
    expect(parts.clock.waits()).toEqual([])
  })

  it('leaves nothing to read or change until it is unlocked again', async () => {
    const { workspace, open } = await create()
    await workspace.change(add('a'))
    workspace.lock()
    for (const tried of [
      () => workspace.change(rename('T')),
      () => workspace.newPhrase(),
      () => workspace.forget(),
      () => workspace.addCouple('a', { alias: 'x', kind: 'practice' }),
      () => workspace.keyring.list(),
      () => workspace.keyring.readDrafts({ session: 'a', seat: 'therapist' }),
    ])
      await expect(tried()).rejects.toThrow(Locked)
    const opened = await open()
    expect(opened.kind === 'open' && opened.workspace.get().couples).toHaveLength(1)
  })
})

describe('forgetting', () => {
  it('erases it on the server and every record of it here, and nothing of another workspace', async () => {
    const records = memoryRecords()
    const server = new VaultDouble()
    const [gone, other] = [await create(server, records), await create(server, records)]
    const before = new Set(await records.keys())
    await gone.workspace.change(add('a'))
    await gone.workspace.forget()
    expect([await gone.open(), await gone.open(gone.code)]).toEqual([{ kind: 'unknown' }, { kind: 'unknown' }])
    expect(gone.workspace.get().couples).toEqual([])
    expect((await records.keys()).length).toBe(before.size / 2)
    expect((await other.open()).kind).toBe('open')
  })

  it('changes nothing where the server did not hear, and is done where it heard before', async () => {
    const { server, workspace, open, records } = await create()
    server.line = 'down'
    await expect(workspace.forget()).rejects.toThrow('could not be erased')
    server.line = 'up'
    expect((await open()).kind).toBe('open')
    server.line = 'lost'
    await expect(workspace.forget()).rejects.toThrow('could not be erased')
    server.line = 'up'
    await workspace.forget()
    expect(await records.keys()).toEqual([])
  })
})
