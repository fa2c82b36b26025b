/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like session/ itself */
import type { Act } from '@haven/shared/acts.ts'
import type { Partner, Seat } from '@haven/shared/steps.ts'
import type { Scene, Session, Words } from '../scene.ts'
import { type AskedSupervised, createSupervised } from '../supervise.ts'
import { joinTalk } from '../talks.ts'
import { type HandClock, handClock } from './clock.ts'
import { allIn, hasTold, isOpen, newPerson, type Person } from './couple.ts'
import { ServerDouble } from './server.ts'

export type Trio = { server: ServerDouble; clock: HandClock; links: Record<Partner, string> } & Record<Seat, Person>

const ASKED: AskedSupervised = {
  name: 'Tove',
  mode: 'supervised',
  setting: 'apart',
  keepDays: 90,
  policy: 'limited-secrets',
}

/** A therapist who has asked for a talk, and those of the two who have taken their seats. */
export const newTrio = async (
  asked: Partial<AskedSupervised> = {},
  there: readonly Partner[] = ['p1', 'p2'],
): Promise<Trio> => {
  const [server, clock] = [new ServerDouble(), handClock()]
  const [p1, p2] = [newPerson('p1', server, clock), newPerson('p2', server, clock)]
  const therapist = newPerson('therapist', server, clock)
  const created = await createSupervised(therapist.parts, therapist.keyring, { ...ASKED, ...asked })
  if (created.kind !== 'created') throw new Error(created.kind)
  const names = { p1: 'Ada', p2: 'Ben' }
  for (const seat of there)
    await joinTalk({ p1, p2 }[seat].parts, created.links[seat], { name: names[seat], own: true })
  return { server, clock, links: created.links, p1, p2, therapist }
}

export type OpenTrio = Trio & { sessions: Record<Seat, Session> }

/** All three at their devices, those of the two endorsed. */
export const openTrio = async (asked: Partial<AskedSupervised> = {}): Promise<OpenTrio> => {
  const trio = await newTrio(asked)
  const sessions = { p1: await trio.p1.open(), p2: await trio.p2.open(), therapist: await trio.therapist.open() }
  await allOf(sessions, isOpen)
  await allOf(sessions, ({ endorsed }) => endorsed.length === 2)
  return { ...trio, sessions }
}

export const allOf = (sessions: Record<Seat, Session>, isSo: (scene: Scene) => boolean) =>
  allIn(Object.values(sessions), isSo)

/** One after the other in the room, each seen by all before the next. */
export const tellAll = async (
  sessions: Record<Seat, Session>,
  lines: readonly (readonly [Seat, Act, Words?])[],
): Promise<void> => {
  for (const [by, act, words] of lines) {
    const count = sessions[by].get().told.length + 1
    await sessions[by].act(act, words)
    await allOf(sessions, hasTold(count))
  }
}
