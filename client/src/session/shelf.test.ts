import { describe, expect, it } from 'vitest'
import { newDevice } from '../seal/device.ts'
import { newId } from '../seal/keys.ts'
import { type Keyring, memoryKeyring } from './keyring.ts'
import type { Ring } from './ring.ts'
import { createShelf } from './shelf.ts'

const ring: Ring = {
  session: newId(),
  seat: 'p1',
  device: await newDevice(),
  secrets: {},
  invites: [],
  accepted: [],
  asked: { mode: 'couple', setting: 'apart', keepDays: 30, therapist: false },
  names: { own: 'Ada' },
  lastVisit: 0,
  outbox: [],
  returned: [],
}
/** A keyring that holds the ring, on a disk that can be full. */
const open = async () => {
  const disk = { isFull: false }
  const memory = memoryKeyring()
  await memory.write(ring)
  const keyring: Keyring = {
    ...memory,
    rewrite: async next => {
      await Promise.resolve()
      if (disk.isFull) throw new Error('the disk is full')
      await memory.rewrite(next)
    },
  }
  return { disk, keyring, shelf: createShelf(keyring, ring) }
}

describe('the ring of an open session', () => {
  it('is kept, until the session lets go of it', async () => {
    const { keyring, shelf } = await open()
    await shelf.keep({ lastVisit: 1 })
    shelf.letGo()
    await shelf.keep({ lastVisit: 2 })
    expect((await keyring.read(ring))?.lastVisit).toBe(1)
  })

  it('C12 is not brought back by what comes late', async () => {
    const { keyring, shelf } = await open()
    const late = shelf.keep({ lastVisit: 1 })
    await shelf.draft.write('a', 'half a line')
    await shelf.forget('erased')
    await late
    await shelf.keep({ lastVisit: 2 })
    await shelf.draft.write('a', 'late')
    expect(await keyring.list()).toEqual([])
    expect(await keyring.readDrafts(ring)).toEqual({})
  })

  it('C12 is not brought back when another tab has forgotten it', async () => {
    const { keyring, shelf } = await open()
    await keyring.forget(ring)
    await expect(shelf.keep({ lastVisit: 2 })).rejects.toThrow('forgotten')
    await expect(shelf.draft.write('a', 'late')).rejects.toThrow('forgotten')
    expect(await keyring.list()).toEqual([])
    expect(await keyring.readDrafts(ring)).toEqual({})
  })

  it('C2 is without a change that could not be kept, and so is what is kept later', async () => {
    const { disk, keyring, shelf } = await open()
    await shelf.keep({ names: { own: 'Ada', partner: 'Ben' } })
    disk.isFull = true
    const failed = shelf.keep({ names: { own: 'Eve' }, lastVisit: 1 }).finally(() => (disk.isFull = false))
    const later = shelf.keep({ lastVisit: 2 })
    expect(shelf.ring).toMatchObject({ names: { own: 'Eve' }, lastVisit: 2 })
    await expect(failed).rejects.toThrow('full')
    await later
    const whole = { ...ring, names: { own: 'Ada', partner: 'Ben' }, lastVisit: 2 }
    expect([shelf.ring, await keyring.read(ring)]).toEqual([whole, whole])
  })

  it('C2 is kept with what was asked for just before the session let go', async () => {
    const { keyring, shelf } = await open()
    const asked = [shelf.keep({ lastVisit: 1 }), shelf.draft.write('a', 'half a line')]
    shelf.letGo()
    await Promise.all(asked)
    expect((await keyring.read(ring))?.lastVisit).toBe(1)
    expect(await keyring.readDrafts(ring)).toEqual({ a: 'half a line' })
  })
})
