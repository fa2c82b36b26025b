import { type Step, STEP_IDS } from '@haven/shared/steps.ts'
import { idOf } from '@haven/shared/testing/room.ts'
import { memoryKeyring } from '../session/keyring.ts'
import { systemClock } from '../session/clock.ts'
import type { Parts } from '../session/parts.ts'
import type { Scene, Session } from '../session/scene.ts'
import type { DeskTools } from '../screens/workspace/unlocked.ts'
import type { Couple, VaultContent, Workspace } from '../vault/workspace.ts'
import { PRACTICE, seated, SUPERVISED } from './seated.ts'
import { type Moment, momentsAt, momentsOf, stage, type Staging } from './stage.ts'

/** The therapist’s session, under another id and with other fields where that is asked for. */
export const third = (moment: Moment, id = 'one', staging: Staging = {}, more: Partial<Scene> = {}): Session =>
  renamed(stage(moment, { policy: 'safety-only', ...staging }).therapist, id, more)

export const renamed = (therapist: Session, id: string, more: Partial<Scene> = {}): Session => {
  let shown: Scene | undefined
  let of: Scene | undefined
  const get = (): Scene => {
    const scene = therapist.get()
    if (shown && of === scene) return shown
    of = scene
    return (shown = { ...scene, session: idOf(id), ...more })
  }
  return { ...therapist, get }
}

/** A moment of a talk with a therapist, by default the last one of its step. */
export const momentIn = (step: Step, mode: 'supervised' | 'practice' = 'supervised', at = -1): Moment => {
  const opened = mode === 'practice' ? PRACTICE : SUPERVISED
  return momentsAt(step, momentsOf(seated(), opened)).at(at)!
}

export const roomAt = (step: string | null, mode: string | null): Session => {
  const known = STEP_IDS.find(one => one === step) ?? 'hear.reflect'
  if (mode !== 'practice') return third(momentIn(known), 'one')
  return third(momentIn(known, 'practice'), 'one', { practice: { card: 'fever', p1: 'injured' } })
}

/** As many talks as asked for, each somewhere else. */
export const manyCouples = (count: number): Session[] => {
  const moments = [SUPERVISED, PRACTICE].map(opened => momentsOf(seated(), opened))
  return Array.from({ length: count }, (_, at) => {
    const own = moments[at % 5 === 4 ? 1 : 0]!
    const present = PRESENT[at % PRESENT.length]!
    return third(own[(at * 7) % own.length]!, `room${at}x`, { present: [...present, 'therapist'] })
  })
}
const PRESENT = [['p1', 'p2'], ['p1'], [], ['p2']] as const

const ALIASES = [
  'Noor and Elias',
  'Ruth and Sam',
  'Mei and Jordan',
  'Ade and Klara',
  'Thursday, ten o’clock',
  'Pilar, Dana',
]

/** A desk without a server: what is changed is changed at once. */
export const deskOf = (sessions: readonly Session[], go: DeskTools['go'] = () => {}): DeskTools => {
  const workspace = workspaceOf(sessions)
  const byId = new Map(sessions.map(session => [session.get().session, session]))
  const rooms = {
    get: (id: string) => byId.get(id),
    hasFailed: () => false,
    subscribe: () => () => {},
    reopen: () => {},
    close: () => {},
  }
  const ways = {
    phrase: 'acorn lantern mellow harbor quilt sunday',
    code: '0G7-KQM-X31-ZB8-RTD-4WN-5CV-9HP-2AE',
  }
  return { workspace, parts: PARTS, ways, content: workspace.get(), rooms, go }
}

const PARTS: Parts = {
  origin: 'https://haven.example',
  connect: () => {
    throw new Error('nothing to connect to')
  },
  fetch: async () => {
    throw new Error('nothing to ask')
  },
  clock: systemClock,
  random: () => 0.5,
  keyrings: { own: memoryKeyring(), shared: memoryKeyring() },
}

export const workspaceOf = (sessions: readonly Session[]): Workspace => {
  const listeners = new Set<() => void>()
  let content: VaultContent = { name: 'Mara', bookmarks: {}, couples: sessions.map(coupleOf), changed: 1 }
  const change = async (update: (before: VaultContent) => VaultContent) => {
    content = update(content)
    for (const listener of listeners) listener()
    return 'saved' as const
  }
  return {
    get: () => content,
    subscribe: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    change,
    state: () => 'saved',
    keyring: memoryKeyring(),
    addCouple: (session, named) =>
      change(before => ({
        ...before,
        couples: before.couples.map(one => (one.session === session ? { ...one, ...named } : one)),
      })),
    newPhrase: async () => 'velvet onward pebble cinema tulip gravel',
    forget: async () => {},
    touch: () => {},
    lock: () => {},
    onLock: () => () => {},
  }
}

const coupleOf = (session: Session, at: number): Couple => {
  const { session: id, mode } = session.get()
  return {
    session: id,
    alias: ALIASES[at % ALIASES.length]!,
    kind: mode === 'practice' ? 'practice' : 'supervised',
    made: 1_700_000_000_000 - at * 86_400_000,
    changed: 1,
    kept: {
      session: id,
      seat: 'therapist',
      secrets: {},
      invites: [],
      accepted: [],
      asked: { mode, setting: 'apart', keepDays: 90, therapist: true },
      names: { own: 'Mara' },
    },
  }
}
