import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Act } from '@haven/shared/acts.ts'
import { privateOf } from '@haven/shared/channels.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Haven, startHaven } from '../e2e/server.ts'
import type { Ring } from '../src/session/ring.ts'
import type { Scene, Session } from '../src/session/scene.ts'
import { type Device, newDevice } from './partner.ts'
import { beginTalk, openHere } from './talk.ts'

let haven: Haven
beforeEach(async () => void (haven = await startHaven()))
afterEach(async () => haven.dispose())

const WORDS = 'the night of the lantern'
const readied: Act = { type: 'readied' }
/** As the walkers’ own, for one whose session stops. */
const until = (session: Session, isSo: (scene: Scene) => boolean): Promise<void> =>
  new Promise(resolve => {
    const look = () => {
      if (!isSo(session.get())) return
      unsubscribe()
      resolve()
    }
    const unsubscribe = session.subscribe(look)
    look()
  })
const isUp = ({ phase, line }: Scene) => phase === 'open' && line === 'up'
const isStopped = ({ phase }: Scene) => phase === 'stopped'
const stored = async (session: Session, ...asked: Parameters<Session['act']>) =>
  expect(await session.settled(await session.act(...asked))).toBe('stored')

/** Both past their consent, with words in the room and in each private channel. */
const speak = async (one: Session, two: Session) => {
  const both = async (act: Act, words?: Record<string, string>) => {
    for (const session of [one, two]) await stored(session, act, words)
    const count = Math.max(...[one, two].map(session => session.get().told.length))
    for (const session of [one, two]) await until(session, ({ told }) => told.length >= count)
  }
  for (const session of [one, two]) await until(session, ({ told }) => told.length >= 3)
  await both(readied)
  await both(readied)
  await both({ type: 'agreed', wording: '-', kinds: 'use keep' }, { name: 'Ada' })
  await both({ type: 'remarked' }, { text: WORDS })
  for (const [seat, session] of [['p1', one] as const, ['p2', two] as const])
    await stored(session, { type: 'kept' }, { item: 'note', value: WORDS }, privateOf(seat))
}

/** A talk with words in it, two devices, and a copy of the data folder and of both keyrings. */
const talkWithCopies = async () => {
  const devices = [newDevice(haven.url), newDevice(haven.url)] as const
  const id = await beginTalk(devices, 'Ada', true)
  const [one, two] = [await openHere(devices[0], id), await openHere(devices[1], id)]
  await speak(one, two)
  const rings = [await ringOf(devices[0]), await ringOf(devices[1])]
  await cp(haven.data, join(haven.data, '..', 'copy'), { recursive: true })
  return { id, devices, sessions: [one, two] as const, rings }
}
const ringOf = async ({ parts }: Device): Promise<Ring> => (await parts.keyrings.own.list())[0]!
const seen = (session: Session) => JSON.stringify([session.get().told, session.get().threads, session.get().names])

/** The log as it was copied, and of the shares those that the server has now, or had when the copy was made. */
const serveCopy = async (shares: 'now' | 'then') => {
  await haven.stop()
  const copy = join(haven.data, '..', 'copy')
  const isServed = (name: string) => name.startsWith('haven.db') || (shares === 'then' && name.startsWith('shares.db'))
  for (const end of ['', '-wal', '-shm']) {
    const names = [`haven.db${end}`, `shares.db${end}`].filter(isServed)
    for (const name of names) {
      await rm(join(haven.data, name), { force: true })
      await cp(join(copy, name), join(haven.data, name)).catch(() => {})
    }
  }
  await haven.start()
}

/** What somebody sees who kept the keyring. */
const openWith = async (ring: Ring, id: string): Promise<Session> => {
  const device = newDevice(haven.url)
  await device.parts.keyrings.own.write(ring)
  const session = await openHere(device, id)
  await until(session, scene => isUp(scene) || isStopped(scene))
  return session
}

it('A14 forgotten by both: keyrings and open tabs are clear, and a copy opens with nothing the server still has', async () => {
  const { id, devices, sessions, rings } = await talkWithCopies()
  for (const session of sessions) expect(seen(session)).toContain(WORDS)
  await sessions[0].draft.write('map.name', WORDS)
  for (const session of sessions) session.forget('session')
  for (const [index, session] of sessions.entries()) {
    const { own } = devices[index]!.parts.keyrings
    await until(session, isStopped)
    expect(session.get()).toMatchObject({ trouble: { kind: 'erased' }, told: [], threads: {}, pending: [] })
    expect(seen(session)).not.toContain(WORDS)
    expect(await own.list()).toEqual([])
    expect(await own.readDrafts({ session: id, seat: session.get().seat })).toEqual({})
  }
  await serveCopy('now')
  for (const ring of rings) {
    const session = await openWith(ring, id)
    expect(session.get()).toMatchObject({ phase: 'stopped', told: [], threads: {} })
    expect(seen(session)).not.toContain(WORDS)
    session.close()
  }
  // The same copy and keyrings with the share that was deleted: it is the share that makes the difference.
  await serveCopy('then')
  const session = await openWith(rings[0]!, id)
  expect(seen(session)).toContain(WORDS)
  session.close()
}, 60_000)
