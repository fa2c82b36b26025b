/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like session/ itself */
import type { Act } from '@haven/shared/acts.ts'
import type { Partner, Seat } from '@haven/shared/steps.ts'
import { type Keyring, memoryKeyring } from '../keyring.ts'
import type { Parts } from '../parts.ts'
import type { Scene, Session, Words } from '../scene.ts'
import { openSession } from '../session.ts'
import { createTalk, joinTalk } from '../talks.ts'
import { type HandClock, handClock } from './clock.ts'
import { ServerDouble } from './server.ts'

export type Person = { seat: Seat; parts: Parts; keyring: Keyring; open(): Promise<Session> }
export type Couple = { server: ServerDouble; clock: HandClock; link: string } & Record<Partner, Person>

/** Two people with a server between them: p1 has asked for a talk, and p2 has taken the seat unless told otherwise. */
export const newCouple = async ({ isJoined = true } = {}): Promise<Couple> => {
  const [server, clock] = [new ServerDouble(), handClock()]
  const [p1, p2] = [newPerson('p1', server, clock), newPerson('p2', server, clock)]
  const created = await createTalk(p1.parts, { name: 'Ada', setting: 'apart', keepDays: 30 })
  if (created.kind !== 'created') throw new Error(created.kind)
  if (isJoined) await joinTalk(p2.parts, created.link, { name: 'Ben', own: true })
  return { server, clock, link: created.link, p1, p2 }
}

export const newPerson = (seat: Seat, server: ServerDouble, clock: HandClock): Person => {
  const own: Keyring = { ...memoryKeyring(), form: 'own' }
  const parts: Parts = {
    origin: 'https://haven.example',
    connect: server.connect,
    fetch: server.fetch,
    clock,
    random: () => 0.5,
    keyrings: { own, shared: memoryKeyring() },
  }
  const open = async () => {
    const session = await openSession(parts, server.session, seat)
    if (!session) throw new Error('no ring')
    return session
  }
  return { seat, parts, keyring: own, open }
}

/** Resolves with the first scene that is so. */
export const until = (session: Session, isSo: (scene: Scene) => boolean): Promise<Scene> =>
  new Promise(resolve => {
    const look = () => {
      if (!isSo(session.get())) return
      unsubscribe()
      resolve(session.get())
    }
    const unsubscribe = session.subscribe(look)
    look()
  })

export const allIn = (sessions: readonly Session[], isSo: (scene: Scene) => boolean) =>
  Promise.all(sessions.map(session => until(session, isSo)))

export const isOpen = ({ phase, line }: Scene): boolean => phase === 'open' && line === 'up'
export const isStopped = ({ phase }: Scene): boolean => phase === 'stopped'
export const hasTold = (count: number) => (scene: Scene) => scene.told.length >= count

/** One after the other, each seen by both before the next. */
export const tell = async (sessions: Record<Partner, Session>, lines: readonly (readonly [Partner, Act, Words?])[]) => {
  for (const [by, act, words] of lines) {
    const count = sessions[by].get().told.length + 1
    await sessions[by].act(act, words)
    await Promise.all([until(sessions.p1, hasTold(count)), until(sessions.p2, hasTold(count))])
  }
}

const readied: Act = { type: 'readied' }
const agreed: Act = { type: 'agreed', wording: '-', kinds: 'use keep' }
/** From the first page to map.name, where p1 may speak. */
export const TO_MAP_NAME: readonly (readonly [Partner, Act, Words?])[] = [
  ['p1', readied],
  ['p2', readied],
  ['p1', readied],
  ['p2', readied],
  ['p1', agreed, { name: 'Ada' }],
  ['p2', agreed, { name: 'Benedikt' }],
  ['p1', { type: 'chose', choice: 'me' }],
  ['p2', { type: 'chose', choice: 'partner' }],
  ['p1', readied],
  ['p2', readied],
]
