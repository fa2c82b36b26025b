import { type Entry, isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import type { Propose } from '@haven/shared/wire.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Haven, startHaven } from '../e2e/server.ts'
import { newId, random, toBytes, toText } from '../src/seal/keys.ts'
import type { Scene } from '../src/session/scene.ts'
import type { Shim } from '../src/session/testing/shim.ts'
import { until } from '../walk/partner.ts'
import { CONSENT, onRoom, onWelcome, openRig, READIED, type Rig, stopped, untrue } from './rig.ts'

let haven: Haven
let rig: Rig
beforeAll(async () => {
  haven = await startHaven()
})
beforeEach(async () => {
  rig = await openRig(haven.url)
})
afterEach(() => rig.close())
afterAll(() => haven.dispose())

const PLAIN: Shim['down'] = frame => [frame]
const lastOf = (entries: readonly Entry[]) => entries.findLast(isBySeat)!
const flip = (text: string) => {
  const bytes = toBytes(text)
  bytes[bytes.length >> 1]! ^= 1
  return toText(bytes)
}

/** The story stopped, nothing that was not said is shown as said, and the words on their way are there. */
const CAUGHT = { trouble: 'story', untrue: [], kept: [{ name: 'Ben' }] }
const caught = (scene: Scene) => ({
  trouble: scene.trouble?.kind,
  untrue: untrue(scene, rig.one.get()),
  kept: scene.pending.map(({ words }) => words),
})

/** What p2 says now stays on its way. */
const hold = async () => {
  rig.shim.up = frame => (frame.type === 'propose' ? [] : [frame])
  await rig.two.act(CONSENT, { name: 'Ben' })
}
const consentOfOne = async () => {
  const count = rig.one.get().told.length + 1
  await rig.one.act(CONSENT, { name: 'Ada' })
  await until(rig.one, ({ told }) => told.length >= count)
}

type Edit = (entry: SeatEntry) => object
const EDITS: Record<string, Edit> = {
  'earlier time': ({ at }) => ({ at: at - 1_000 }),
  seat: ({ by }) => ({ by: by === 'p1' ? 'p2' : 'p1' }),
  device: () => ({ device: newId() }),
  mid: () => ({ mid: newId() }),
  epoch: () => ({ epoch: 2 }),
  step: () => ({ step: 'weave.next' }),
  'base seq': ({ base }) => ({ base: { ...base, seq: base.seq - 1 } }),
  'base hash': ({ base }) => ({ base: { ...base, hash: flip(base.hash) } }),
  'act type': () => ({ act: { type: 'readied' } }),
  fact: () => ({ act: { ...CONSENT, wording: 'another' } }),
  box: ({ box }) => ({ box: flip(box!) }),
  'size of the box': () => ({ box: toText(random(28)) }),
}
/** What only the chain binds, the seal does not: the server stamps it, or the box is taken away. */
const LATER: Record<string, Edit> = {
  'later time': ({ at }) => ({ at: at + 1 }),
  'taken box': () => ({ box: null, boxHash: toText(random(32)) }),
}
const editing = (edit: Edit) =>
  onRoom(entries =>
    entries.map(entry => (isBySeat(entry) && entry.act.type === 'agreed' ? { ...entry, ...edit(entry) } : entry)),
  )

describe('F4 an entry that is altered', () => {
  it.each(Object.entries(EDITS))('in its %s is noticed at once, live and in the history', async (_name, edit) => {
    await hold()
    rig.shim.down = editing(edit)
    await consentOfOne()
    expect(caught(await stopped(rig.two))).toEqual(CAUGHT)
    expect(caught(await stopped(await rig.again()))).toEqual(CAUGHT)
  })

  it('in its number is one left out, noticed by the head of the other', async () => {
    await hold()
    rig.shim.down = editing(({ seq }) => ({ seq: seq - 1 }))
    await consentOfOne()
    await rig.one.act({ type: 'paused', minutes: 10 })
    expect(caught(await stopped(rig.two))).toEqual(CAUGHT)
  })

  it.each(Object.entries(LATER))('in its %s is noticed at the next log-in, or by the next act', async (_name, edit) => {
    await hold()
    rig.shim.down = editing(edit)
    await consentOfOne()
    await until(rig.two, ({ told }) => told.at(-1)?.entry.seq === rig.one.get().told.length)
    rig.shim.up = frame => [frame]
    const scene = await stopped(await rig.again())
    expect(scene.trouble?.kind).toBe('story')
    expect(scene.pending.map(({ words }) => words)).toEqual([{ name: 'Ben' }])
  })
})

describe('F4 a history that is another', () => {
  const renumbered = (entries: readonly Entry[]) => entries.map((entry, at) => ({ ...entry, seq: at + 1 }))
  const HISTORIES: Record<string, (entries: Entry[]) => unknown[]> = {
    'with one left out': entries => renumbered(entries.toSpliced(4, 1)),
    'with two swapped': entries => renumbered([...entries.slice(0, 4), entries[5]!, entries[4]!, ...entries.slice(6)]),
    'with one told twice': entries => renumbered([...entries, lastOf(entries)]),
    'without its beginning': entries => renumbered(entries.slice(1)),
    'of another wish': ([first, ...rest]) => [{ ...first, act: { ...first!.act, keepDays: 1 } }, ...rest],
  }
  it.each(Object.entries(HISTORIES))('%s is noticed by whoever reads it anew', async (_name, change) => {
    await hold()
    await consentOfOne()
    rig.shim.down = frame => onRoom(change)(frame)
    expect(caught(await stopped(await rig.again()))).toEqual(CAUGHT)
  })

  it('cut, with a head to match, is noticed at the log-in', async () => {
    await hold()
    await consentOfOne()
    await until(rig.two, ({ told }) => told.length === rig.one.get().told.length)
    rig.shim.down = onWelcome(({ heads }) => ({ heads: { ...heads, room: { seq: 5, hash: flip(heads.room!.hash) } } }))
    expect(caught(await stopped(await rig.again()))).toEqual(CAUGHT)
  })

  it('cut while both are here is noticed by the head of the other, and on another line alone is it called so', async () => {
    await hold()
    const { seq } = lastOf(rig.two.get().told.map(({ entry }) => entry))
    const known = await vi.waitFor(
      () => {
        const head = rig.shim.heard.find(frame => frame.type === 'head' && frame.seq === seq)
        if (head?.type !== 'head') throw new Error('not yet')
        return head
      },
      { timeout: 20_000 },
    )
    rig.shim.down = frame => {
      const [left] = onRoom(entries => entries.filter(entry => entry.seq <= seq))(frame)
      return left ? onWelcome(({ heads }) => ({ heads: { ...heads, room: { seq, hash: known.hash } } }))(left) : []
    }
    await consentOfOne()
    await rig.one.act({ type: 'paused', minutes: 10 })
    expect(caught(await stopped(rig.two))).toEqual(CAUGHT)
    expect(rig.two.get().trouble).toEqual({ kind: 'story', why: 'missing' })
  })

  it('forked between the two is noticed by both at the first head that crosses', async () => {
    const echo = (frame: Propose): Entry => {
      const { device } = rig.shim.said.find(one => one.type === 'hello')!
      const { mid, step, base, act, epoch, box } = frame
      return { seq: base.seq + 1, at: 2_000_000_000, by: 'p2', device, mid, epoch, step, base, act, box } as Entry
    }
    rig.shim.down = onRoom(() => [])
    rig.shim.up = frame => {
      if (frame.type !== 'propose') return [frame]
      rig.shim.say({ type: 'entries', channel: 'room', entries: [echo(frame)] })
      return []
    }
    await rig.one.act({ type: 'paused', minutes: 10 })
    await rig.two.act({ type: 'paused', minutes: 15 })
    const scenes = await Promise.all([stopped(rig.one), stopped(rig.two)])
    expect(scenes.map(({ trouble }) => trouble)).toEqual([
      { kind: 'story', why: 'heads' },
      { kind: 'story', why: 'heads' },
    ])
  })
})

describe('F4 a welcome that lies', () => {
  const LIES: Record<string, Parameters<typeof onWelcome>[0]> = {
    'an older head': ({ heads }) => ({ heads: { ...heads, room: { seq: 3, hash: heads.room!.hash } } }),
    'another hash': ({ heads }) => ({ heads: { ...heads, room: { ...heads.room!, hash: flip(heads.room!.hash) } } }),
    'no head': () => ({ heads: {} }),
    'another seat': () => ({ seat: 'p1' }),
    'other shares': ({ shares }) => ({ shares: shares.map(one => ({ ...one, share: flip(one.share) })) }),
    'no shares': () => ({ shares: [] }),
  }
  it.each(Object.entries(LIES))('with %s is noticed', async (_name, lie) => {
    await hold()
    rig.shim.down = onWelcome(lie)
    expect(caught(await stopped(await rig.again()))).toEqual(CAUGHT)
  })

  it('about links, who is here and who wants to forget changes nothing of what was said', async () => {
    await hold()
    rig.shim.down = frame => {
      if (frame.type === 'present') return [{ ...frame, seats: ['p2'] }]
      const invites = [{ seat: 'p1', state: 'claimed', claimedAt: 1, triedAgain: 9 }]
      return onWelcome(() => ({ invites, forgetting: { seats: ['p1'], due: 9 } }))(frame)
    }
    const session = await rig.again()
    const scene = await until(session, ({ phase, line }) => phase === 'open' && line === 'up')
    expect(untrue(scene, rig.one.get())).toEqual([])
    expect(scene.told).toHaveLength(rig.one.get().told.length)
  })
})

describe('F4 an answer that lies', () => {
  it('C7 that the words are stored takes no words away', async () => {
    rig.shim.up = frame => {
      if (frame.type !== 'propose') return [frame]
      rig.shim.say({ type: 'already', mid: frame.mid, channel: 'room', seq: frame.base.seq + 1 })
      return []
    }
    await rig.two.act(CONSENT, { name: 'Ben' })
    rig.shim.up = frame => [frame]
    const session = await rig.again()
    const { told } = await until(session, scene => scene.told.some(({ entry }) => entry.act.type === 'agreed'))
    expect(told.at(-1)!.words).toEqual({ name: 'Ben' })
  })

  it('that they are refused gives them back', async () => {
    rig.shim.up = frame => {
      if (frame.type !== 'propose') return [frame]
      rig.shim.say({ type: 'refusal', mid: frame.mid, code: 'forbidden', step: frame.step })
      return []
    }
    await rig.two.act(CONSENT, { name: 'Ben' })
    const { returned } = await until(rig.two, scene => scene.returned !== undefined)
    expect(returned?.words).toEqual({ name: 'Ben' })
  })

  it('and where nobody lies nothing is noticed', async () => {
    rig.shim.down = PLAIN
    await consentOfOne()
    await rig.two.act(CONSENT, { name: 'Ben' })
    await until(rig.two, ({ told }) => told.length === rig.one.get().told.length)
    await rig.one.act(READIED).catch(() => undefined)
    const scene = await until(rig.two, ({ alike }) => alike !== undefined)
    expect(scene.trouble).toBeUndefined()
  })
})
