import { type Entry, isBySeat } from '@haven/shared/acts.ts'
import type { Downward } from '@haven/shared/wire.ts'
import { type Clock, systemClock } from '../src/session/clock.ts'
import type { Scene, Session } from '../src/session/scene.ts'
import { type Shim, shimOf } from '../src/session/testing/shim.ts'
import { newDevice, until } from '../walk/partner.ts'
import { beginTalk, openHere } from '../walk/talk.ts'

/** Two real devices and a real server, and between it and p2 whatever a hostile server may do with the frames. */
export type Rig = {
  one: Session
  two: Session
  shim: Shim
  /** p2 anew, as after a reload. */
  again(): Promise<Session>
  close(): void
}

/** Waits take a tenth of their time. */
const quick: Clock = { ...systemClock, after: (ms, run) => systemClock.after(ms / 10, run) }

export const CONSENT = { type: 'agreed', wording: '-', kinds: 'use keep' } as const
export const READIED = { type: 'readied' } as const

/** Where both are asked to consent, with two acts by each. */
export const openRig = async (origin: string): Promise<Rig> => {
  const device = () => {
    const { parts } = newDevice(origin)
    return { ...parts, clock: quick }
  }
  const [a, b] = [device(), device()]
  const shim = shimOf(b.connect)
  const parts = { ...b, connect: shim.connect }
  const id = await beginTalk([{ parts: a }, { parts }], 'Ada', true)
  const sessions = [await openHere({ parts: a }, id), await openHere({ parts }, id)]
  const [one, two] = sessions as [Session, Session]
  await Promise.all(sessions.map(session => until(session, ({ phase, line }) => phase === 'open' && line === 'up')))
  for (const by of [one, two, one, two]) {
    const count = by.get().told.length + 1
    await by.act(READIED)
    await Promise.all([one, two].map(session => until(session, ({ told }) => told.length >= count)))
  }
  const again = async () => {
    sessions.at(-1)!.close()
    sessions.push(await openHere({ parts }, id))
    return sessions.at(-1)!
  }
  return { one, two, shim, again, close: () => sessions.forEach(session => session.close()) }
}

/** The scene with which a session stopped. */
export const stopped = (session: Session): Promise<Scene> =>
  new Promise(resolve => {
    const look = () => {
      if (session.get().phase !== 'stopped') return
      unsubscribe()
      resolve(session.get())
    }
    const unsubscribe = session.subscribe(look)
    look()
  })

/** Changes all that comes of the room. */
export const onRoom =
  (change: (entries: Entry[]) => unknown[]): Shim['down'] =>
  frame => {
    if (frame.type !== 'entries' || frame.channel !== 'room') return [frame]
    const entries = change(frame.entries as Entry[]) as Entry[]
    return entries.length > 0 ? [{ ...frame, entries }] : []
  }

/** Changes each log-in's answer. */
export const onWelcome =
  (change: (welcome: Extract<Downward, { type: 'welcome' }>) => object): Shim['down'] =>
  frame =>
    frame.type === 'welcome' ? [{ ...frame, ...change(frame) }] : [frame]

/** What is shown as said and was not: by anybody, in whatever field, words too. */
export const untrue = (shown: Scene, truth: Scene): unknown[] =>
  shown.told.filter(({ entry, words }) => {
    const said = truth.told[entry.seq - 1]
    const isSame = JSON.stringify(entry) === JSON.stringify(said?.entry)
    return (
      isBySeat(entry) && !(isSame && (words === undefined || JSON.stringify(words) === JSON.stringify(said?.words)))
    )
  })
