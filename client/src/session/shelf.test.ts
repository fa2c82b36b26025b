import { describe, expect, it } from 'vitest'
import { newDevice } from '../seal/device.ts'
import { newId } from '../seal/keys.ts'
import { memoryKeyring } from './keyring.ts'
import { Outbox } from './outbox.ts'
import type { Item, Ring } from './ring.ts'
import { createShelf } from './shelf.ts'
import { handClock } from './testing/clock.ts'

const ring: Ring = {
  session: newId(),
  seat: 'p1',
  device: await newDevice(),
  secrets: {},
  invites: [],
  accepted: [],
  asked: { setting: 'apart', keepDays: 30 },
  names: { own: 'Ada' },
  lastVisit: 0,
  outbox: [],
  returned: [],
}
const item: Item = {
  frame: {
    type: 'propose',
    mid: newId(),
    channel: 'room',
    epoch: 1,
    step: 'hear.voice',
    base: { seq: 3, hash: 'A'.repeat(43) },
    act: { type: 'spoke', aloud: false },
    box: newId(),
  },
  resealed: 0,
}

describe('the ring of an open session', () => {
  it('is kept, until the session lets go of it', async () => {
    const keyring = memoryKeyring()
    const shelf = createShelf(keyring, ring)
    await shelf.keep({ lastVisit: 1 })
    shelf.letGo()
    await shelf.keep({ lastVisit: 2 })
    expect((await keyring.read(ring))?.lastVisit).toBe(1)
  })

  it('C12 is not brought back by what comes late', async () => {
    const keyring = memoryKeyring()
    const shelf = createShelf(keyring, ring)
    await shelf.keep({ lastVisit: 1 })
    await shelf.draft.write('a', 'half a line')
    await shelf.forget()
    await shelf.keep({ lastVisit: 2 })
    await shelf.draft.write('a', 'late')
    expect(await keyring.list()).toEqual([])
    expect(await keyring.readDrafts(ring)).toEqual({})
  })

  it('C2 an act still being kept is not sent, whatever else asks for the next', async () => {
    const sent: unknown[] = []
    let kept = () => {}
    const outbox = new Outbox({
      clock: handClock(),
      items: [],
      save: () => new Promise<void>(resolve => (kept = resolve)),
      send: frame => Boolean(sent.push(frame)),
      reseal: async () => undefined,
      changed: () => {},
      returned: () => {},
    })
    const added = outbox.add(item)
    outbox.ready()
    expect(sent).toEqual([])
    kept()
    await added
    expect(sent).toEqual([item.frame])
  })
})
