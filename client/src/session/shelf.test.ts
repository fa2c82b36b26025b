import { describe, expect, it } from 'vitest'
import { newDevice } from '../seal/device.ts'
import { newId } from '../seal/keys.ts'
import { memoryKeyring } from './keyring.ts'
import type { Ring } from './ring.ts'
import { createShelf } from './shelf.ts'

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
})
