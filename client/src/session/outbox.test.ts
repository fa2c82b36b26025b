import type { RefusalCode } from '@haven/shared/refusal.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '../seal/keys.ts'
import { Outbox, type OutboxParts } from './outbox.ts'
import type { Item } from './ring.ts'
import type { AnyReturned } from './scene.ts'
import { handClock } from './testing/clock.ts'

const newItem = (text = 'a line', mid = newId()): Item => ({
  frame: {
    type: 'propose',
    mid,
    channel: 'room',
    epoch: 1,
    step: 'hear.voice',
    base: { seq: 3, hash: 'A'.repeat(43) },
    act: { type: 'spoke', aloud: false },
    box: newId(),
  },
  words: { text },
  resealed: 0,
})

const open = (over: Partial<OutboxParts> = {}) => {
  const clock = handClock()
  const sent: Item['frame'][] = []
  const returned: AnyReturned[] = []
  const at = { clock, sent, returned, saved: [] as readonly Item[], isUp: true, log: [] as string[] }
  const outbox = new Outbox({
    clock,
    items: [],
    save: async items => {
      at.saved = items
      at.log.push('saved')
    },
    send: frame => {
      if (at.isUp) sent.push(frame)
      at.log.push('sent')
      return at.isUp
    },
    reseal: async () => undefined,
    changed: () => {},
    returned: one => void returned.push(one),
    shown: () => {},
    ...over,
  })
  return Object.assign(at, { outbox })
}
const midsOf = (items: readonly Item[]) => items.map(({ frame }) => frame.mid)

describe('C2 kept first', () => {
  it('C2 the bytes are kept before they are sent', async () => {
    const at = open()
    at.outbox.ready()
    await at.outbox.add(newItem())
    expect(at.log).toEqual(['saved', 'sent'])
  })

  it('C2 what cannot be kept is not sent', async () => {
    const at = open({ save: () => Promise.reject(new Error('the disk is full')) })
    at.outbox.ready()
    await expect(at.outbox.add(newItem())).rejects.toThrow('full')
    expect(at.sent).toEqual([])
  })

  it('C2 what cannot be kept is taken out of what was kept meanwhile', async () => {
    const [before, failed] = [newItem('before'), newItem('failed')]
    let fail = () => {}
    let disk: readonly Item[] = []
    let saves = 0
    const save = async (items: readonly Item[]) => {
      saves += 1
      if (saves === 1) return new Promise<void>((_, reject) => (fail = () => reject(new Error('the disk is full'))))
      disk = items
    }
    const at = open({ items: [before], save })
    const adding = at.outbox.add(failed)
    await at.outbox.stored(before.frame.mid)
    fail()
    await expect(adding).rejects.toThrow('full')
    expect([at.outbox.items, disk]).toEqual([[], []])
  })

  it('C2 an act still being kept is not sent, whatever else asks for the next', async () => {
    let kept = () => {}
    const at = open({ save: () => new Promise<void>(resolve => (kept = resolve)) })
    const added = at.outbox.add(newItem())
    at.outbox.ready()
    expect(at.sent).toEqual([])
    kept()
    await added
    expect(at.sent).toHaveLength(1)
  })

  it('C2 after a reload the same bytes go out, in order, one at a time', async () => {
    const items = [newItem('one'), newItem('two')]
    const at = open({ items })
    expect(at.sent).toEqual([])
    at.outbox.ready()
    expect(at.sent).toEqual([items[0]!.frame])
    await at.outbox.stored(items[0]!.frame.mid)
    expect(at.sent).toEqual(items.map(({ frame }) => frame))
    expect(at.saved).toEqual([items[1]])
  })
})

describe('C7 the end of an act', () => {
  it('C7 its echo ends it', async () => {
    const at = open()
    const item = newItem()
    at.outbox.ready()
    await at.outbox.add(item)
    const settled = at.outbox.settled(item.frame.mid)
    await at.outbox.stored(item.frame.mid)
    expect(await settled).toBe('stored')
    expect(await at.outbox.settled(item.frame.mid)).toBe('stored')
    expect(at.saved).toEqual([])
  })

  it.each(['slow-down', 'overloaded', 'cannot-store'] as const)(
    'C7 %s: the same bytes again after the wait',
    async code => {
      const at = open()
      const [one, two] = [newItem(), newItem()]
      at.outbox.ready()
      await at.outbox.add(one)
      await at.outbox.add(two)
      await at.outbox.refused({ mid: one.frame.mid, code, waitMs: 700 })
      at.clock.advance(699)
      expect(at.sent).toHaveLength(1)
      at.clock.advance(1)
      expect(at.sent).toEqual([one.frame, one.frame])
      expect(at.returned).toEqual([])
    },
  )

  it('C7 later without a time is a second', async () => {
    const at = open({ items: [newItem()] })
    at.outbox.ready()
    await at.outbox.refused({ mid: at.outbox.items[0]!.frame.mid, code: 'overloaded' })
    at.clock.advance(1_000)
    expect(at.sent).toHaveLength(2)
  })

  it.each<RefusalCode>(['not-your-turn', 'stale-step', 'fork', 'needs-consent', 'mid-reused', 'too-long', 'closed'])(
    'C7 %s: the words come back and the next one goes',
    async code => {
      const items = [newItem('mine'), newItem('next')]
      const at = open({ items })
      at.outbox.ready()
      const { mid } = items[0]!.frame
      await at.outbox.refused({ mid, code })
      expect(at.returned).toMatchObject([{ mid, code, words: { text: 'mine' }, act: { type: 'spoke' } }])
      expect(await at.outbox.settled(mid)).toEqual(at.returned[0])
      expect(at.sent.at(-1)).toEqual(items[1]!.frame)
      expect(at.saved).toEqual([items[1]])
    },
  )

  it.each(['stale-base', 'old-epoch'] as const)(
    'C7 %s: sealed again under a new mid, in the same place',
    async code => {
      const items = [newItem('mine'), newItem('next')]
      const again = { ...newItem('mine'), resealed: 1 }
      const at = open({ items, reseal: async () => again })
      at.outbox.ready()
      const settled = at.outbox.settled(items[0]!.frame.mid)
      await at.outbox.refused({ mid: items[0]!.frame.mid, code })
      expect(midsOf(at.saved)).toEqual([again.frame.mid, items[1]!.frame.mid])
      expect(at.sent.at(-1)).toEqual(again.frame)
      await at.outbox.stored(again.frame.mid)
      expect(await settled).toBe('stored')
      expect(await at.outbox.settled(items[0]!.frame.mid)).toBe('stored')
    },
  )

  it('C7 the words come back when the room has moved on, or after three new seals', async () => {
    for (const [resealed, reseal] of [
      [0, async () => undefined],
      [3, async (item: Item) => ({ ...newItem(), resealed: item.resealed + 1 })],
    ] as const) {
      const item = { ...newItem('mine'), resealed }
      const at = open({ items: [item], reseal })
      at.outbox.ready()
      await at.outbox.refused({ mid: item.frame.mid, code: 'stale-base' })
      expect(at.returned).toMatchObject([{ code: 'stale-base', words: { text: 'mine' } }])
    }
  })

  it('C7 a lost line: nothing is sent until the tail is in, then what did not arrive, the same bytes', async () => {
    const items = [newItem('one'), newItem('two'), newItem('three')]
    const at = open({ items })
    at.outbox.ready()
    at.outbox.lost()
    await at.outbox.stored(items[0]!.frame.mid)
    expect(at.sent).toHaveLength(1)
    at.outbox.ready()
    expect(at.sent.slice(1)).toEqual([items[1]!.frame])
  })

  it('C7 a wait ends with its line', async () => {
    const items = [newItem()]
    const at = open({ items })
    at.outbox.ready()
    await at.outbox.refused({ mid: items[0]!.frame.mid, code: 'slow-down', waitMs: 500 })
    at.outbox.lost()
    at.clock.advance(10_000)
    expect(at.sent).toHaveLength(1)
  })

  it('C7 without a line nothing flies, and it is tried again', async () => {
    const at = open()
    at.isUp = false
    at.outbox.ready()
    await at.outbox.add(newItem())
    at.isUp = true
    at.outbox.ready()
    expect(at.sent).toHaveLength(1)
  })

  it('C7 answers to acts it does not know change nothing', async () => {
    const at = open({ items: [newItem()] })
    at.outbox.ready()
    await at.outbox.stored(newId())
    await at.outbox.refused({ mid: newId(), code: 'fork' })
    expect([at.sent.length, at.returned.length, at.outbox.items.length]).toEqual([1, 0, 1])
  })

  it('C7 whatever the line does, acts are sent in order and each ends once', async () => {
    const deeds = fc.array(fc.constantFrom('echo', 'later', 'final', 'lose', 'up', 'add', 'wait'), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(deeds, async list => {
        const at = open()
        const [mids, ended]: [string[], string[]] = [[], []]
        const flying = () => at.sent.at(-1)?.mid ?? ''
        const doing: Record<string, () => Promise<void> | void> = {
          echo: () => (
            ended.push(...midsOf(at.outbox.items).filter(mid => mid === flying())),
            at.outbox.stored(flying())
          ),
          later: () => at.outbox.refused({ mid: flying(), code: 'slow-down', waitMs: 500 }),
          final: () => (
            ended.push(...midsOf(at.outbox.items).filter(mid => mid === flying())),
            at.outbox.refused({ mid: flying(), code: 'stale-step' })
          ),
          lose: () => at.outbox.lost(),
          up: () => at.outbox.ready(),
          wait: () => at.clock.advance(500),
          add: () => {
            const item = newItem()
            mids.push(item.frame.mid)
            return at.outbox.add(item)
          },
        }
        for (const deed of list) await doing[deed]!()
        expect([...ended, ...midsOf(at.outbox.items)]).toEqual(mids)
        expect(at.saved).toEqual(at.outbox.items)
        const order = [...new Set(at.sent.map(({ mid }) => mid))]
        expect(order).toEqual(mids.slice(0, order.length))
      }),
    )
  })
})
