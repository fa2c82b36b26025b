import { openSession } from '../../session/session.ts'
import type { Clock } from '../../session/clock.ts'
import { memoryKeyring } from '../../session/keyring.ts'
import type { Parts } from '../../session/parts.ts'
import type { Session } from '../../session/scene.ts'
import type { Couple, Workspace } from '../../vault/workspace.ts'

/** The open sessions of a workspace, one for each couple that has a name and has not ended. */
export type Rooms = {
  get(session: string): Session | undefined
  /** It could not be opened: the storage of this device did not answer, or holds no key of it. */
  hasFailed(session: string): boolean
  subscribe(listener: () => void): () => void
  /** Opens one again after it was stopped, or could not be opened. */
  reopen(session: string): void
  /** Closes them all, for good. */
  close(): void
}

type Open = (session: string) => Promise<Session | undefined>
type RoomsParts = { workspace: Pick<Workspace, 'get' | 'subscribe'>; clock: Clock; open: Open }

const AT_ONCE = 4
/** Without a line an opening does not end; then the next one begins all the same. */
const LONGEST_MS = 4_000

export const isOpen = ({ alias, ended, gone }: Couple): boolean => alias !== '' && !ended && !gone

/** The third seat’s own keyring in place of this device’s. */
export const seatParts = (parts: Parts, { keyring }: Pick<Workspace, 'keyring'>): Parts => ({
  ...parts,
  keyrings: { own: keyring, shared: memoryKeyring() },
})

export const openAs =
  (parts: Parts): Open =>
  session =>
    openSession(parts, session, 'therapist')

/** Opens at most four at once, first made last. */
export const createRooms = ({ workspace, clock, open }: RoomsParts): Rooms => {
  const sessions = new Map<string, Session>()
  const asked = new Set<string>()
  const failed = new Set<string>()
  const { tell, subscribe } = listening()
  const waiting: string[] = []
  let opening = 0
  let isClosed = false

  const openOne = async (id: string) => {
    const session = await open(id).catch(() => undefined)
    if (isClosed || !asked.has(id)) return session?.close()
    if (session) sessions.set(id, session)
    else failed.add(id)
    tell()
    if (session) await standing(session, clock)
  }
  const next = () => {
    if (isClosed) return
    while (opening < AT_ONCE && waiting.length > 0) {
      opening += 1
      void openOne(waiting.shift()!).finally(() => ((opening -= 1), next()))
    }
  }
  const drop = (id: string) => {
    sessions.get(id)?.close()
    sessions.delete(id)
    failed.delete(id)
    asked.delete(id)
    tell()
  }
  /** One that has ended stops by itself, and says so to whoever looks at it. */
  const look = () => {
    const { couples } = workspace.get()
    const there = new Set(couples.flatMap(({ session, gone }) => (gone ? [] : [session])))
    for (const id of asked) if (!there.has(id)) drop(id)
    const fresh = lastMade(couples).filter(id => !asked.has(id))
    for (const id of fresh) asked.add(id)
    waiting.push(...fresh)
    next()
  }
  const stop = workspace.subscribe(look)
  look()
  return {
    get: id => sessions.get(id),
    hasFailed: id => failed.has(id),
    subscribe,
    reopen: id => {
      if (!sessions.has(id) && !failed.has(id)) return
      drop(id)
      look()
    },
    close: () => {
      isClosed = true
      stop()
      sessions.forEach((_, id) => drop(id))
    },
  }
}

const lastMade = (couples: readonly Couple[]): string[] =>
  couples
    .filter(isOpen)
    .toSorted((a, b) => b.made - a.made)
    .map(({ session }) => session)

const listening = () => {
  const listeners = new Set<() => void>()
  return {
    tell: () => {
      for (const listener of listeners) listener()
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Resolves once the session shows something, or has taken too long. */
const standing = (session: Session, clock: Clock): Promise<void> =>
  new Promise(resolve => {
    const done = () => {
      stopTimer()
      stopListening()
      resolve()
    }
    const look = () => {
      if (session.get().phase !== 'opening') done()
    }
    const stopTimer = clock.after(LONGEST_MS, done)
    const stopListening = session.subscribe(look)
    look()
  })
