import { isBySeat } from '@haven/shared/acts.ts'
import { describe, expect, it } from 'vitest'
import { toBytes } from '../seal/keys.ts'
import { open, openingKey } from '../seal/seal.ts'
import { headerOf } from './opening.ts'
import type { Disclosed } from './scene.ts'
import { hasTold, isOpen, newCouple, tell, TO_MAP_NAME, until } from './testing/couple.ts'
import { openTrio } from './testing/trio.ts'

const openCouple = async () => {
  const couple = await newCouple()
  const sessions = { p1: await couple.p1.open(), p2: await couple.p2.open() }
  await Promise.all([until(sessions.p1, isOpen), until(sessions.p2, isOpen)])
  await tell(sessions, TO_MAP_NAME)
  await tell(sessions, [['p1', { type: 'spoke', aloud: false }, { title: 'the corridor' }]])
  return { ...couple, sessions }
}

const openLast = async ({ session, entries, keys }: Disclosed) => {
  const last = entries.findLast(isBySeat)!
  const key = await openingKey(toBytes(keys[last.epoch]!))
  return open(key, headerOf({ session, channel: 'room' }, last), toBytes(last.box!))
}

describe('a session discloses', () => {
  it('the room as it came, with keys that open it, and how each is called', async () => {
    const { sessions, server } = await openCouple()
    for (const seat of ['p1', 'p2'] as const) {
      const disclosed = await sessions[seat].disclose()
      expect(disclosed).toMatchObject({ session: server.session, seat, names: { p1: 'Ada', p2: 'Benedikt' } })
      expect(disclosed.entries).toEqual(server.entries)
      expect(await openLast(disclosed)).toBe('{"title":"the corridor"}')
    }
  })

  it('what was withdrawn while it looked on as the log has it: a hash in place of the box', async () => {
    const { sessions, p2 } = await openCouple()
    const { entries } = await sessions.p1.disclose()
    await tell(sessions, [['p1', { type: 'erased', seqs: [entries.length] }]])
    const { entries: after } = await sessions.p1.disclose()
    expect(after[entries.length - 1]).toMatchObject({ box: null, boxHash: expect.stringMatching(/^[\w-]{43}$/) })
    sessions.p2.close()
    const again = await p2.open()
    await until(again, hasTold(after.length))
    expect(JSON.stringify((await again.disclose()).entries)).toBe(JSON.stringify(after))
  })

  it('the keys of the room alone, and keeps none of them on the device', async () => {
    const { sessions, p1, server } = await openTrio()
    const { keys } = await sessions.p1.disclose()
    expect(Object.keys(keys)).toEqual(['1'])
    const ring = await p1.keyring.read({ session: server.session, seat: 'p1' })
    expect(JSON.stringify(ring)).not.toContain(keys[1])
  })

  it('nothing before the first log-in, and nothing once it is closed', async () => {
    const { p1, sessions } = await openCouple()
    const early = p1.open()
    await expect((await early).disclose()).rejects.toThrow('not open')
    sessions.p2.close()
    await expect(sessions.p2.disclose()).rejects.toThrow('not open')
  })
})
