import type { Base } from '@haven/shared/acts.ts'
import { findRing } from '../src/session/held.ts'
import { newDevice, until } from '../walk/partner.ts'
import { beginTalk, headOf, openHere } from '../walk/talk.ts'
import { type Chorus, openChorus } from './chorus.ts'
import { check, type Told, type Verdict } from './checker.ts'
import { pause } from './clock.ts'
import { isArriving } from './deeds.ts'
import { type Seen, storedOf } from './history.ts'
import { Partner, type Trouble } from './partner.ts'
import type { Weather } from './proxy.ts'
import { storm, type Storm } from './storm.ts'

export type Round = Omit<Storm, 'partners' | 'acked'> & {
  name: string
  /** Where the pages say they come from: the proxy. */
  origin: string
  /** The server's own socket, past the proxy. */
  direct: string
  couples: number
  /** Couples who know the wire alone. */
  chorus: number
  kills: number
  weather: Weather
  /** The longest pause between two acts of one person. */
  restMs: number
  /** After healing heads must be equal within this. */
  settleMs: number
}

type Crowd = { partners: readonly Partner[]; chorus: Chorus }
type Couple = readonly [Partner, Partner]

const ARRIVE_MS = 60_000
/** Longer than any frame is held back at a client. */
const CALM_MS = 200

/** New couples, a storm over them, fair weather, and what the checker makes of it: one verdict per couple. */
export const runRound = async (round: Round): Promise<Told[]> => {
  const trouble: Trouble = { isRough: false }
  const couples = await Promise.all(Array.from({ length: round.couples }, (_, at) => begin(round, trouble, at)))
  const chorus = await openChorus(round, round.chorus)
  const partners = couples.flat()
  try {
    await rough(round, trouble, { partners, chorus })
    await heal(round, trouble, partners)
    const verdicts = await Promise.all([...couples.map(couple => judge(round, couple)), chorus.judge(round.settleMs)])
    return verdicts.flat()
  } finally {
    for (const partner of partners) partner.close()
    chorus.close()
  }
}

const begin = async ({ origin, name, random, signal }: Round, trouble: Trouble, at: number): Promise<Couple> => {
  const newPartner = (seat: string) => new Partner(origin, `${name}.${at}.${seat}`, trouble, random.fork())
  const couple = [newPartner('p1'), newPartner('p2')] as const
  const session = await beginTalk(couple, name, true)
  await Promise.all(couple.map(partner => partner.open(session)))
  const latest = performance.now() + ARRIVE_MS
  while (couple.some(({ scene }) => !scene || isArriving(scene))) {
    if (performance.now() > latest) throw new Error('a couple did not arrive')
    for (const partner of couple) partner.actOn(1)
    await pause(10, signal)
    signal.throwIfAborted()
  }
  return couple
}

/** All go on acting and typing while the storm lasts. */
const rough = async (round: Round, trouble: Trouble, { partners, chorus }: Crowd): Promise<void> => {
  const over = new AbortController()
  const often = async (most: number, doing: () => void) => {
    const random = round.random.fork()
    while (!over.signal.aborted) {
      doing()
      await pause(random.between(5, most), over.signal)
    }
  }
  trouble.isRough = true
  round.proxy.weather(round.weather)
  const lives = partners.flatMap(partner => [
    often(round.restMs, () => partner.actOn()),
    often(round.restMs * 5, () => partner.type()),
  ])
  const acked = () => partners.reduce((sum, one) => sum + one.acked, chorus.acked())
  chorus.speak(round.restMs, over.signal)
  try {
    await storm({ ...round, partners, acked }, round.kills)
  } finally {
    over.abort()
    await Promise.all(lives)
  }
}

const heal = async ({ house, proxy, signal }: Round, trouble: Trouble, partners: readonly Partner[]): Promise<void> => {
  signal.throwIfAborted()
  trouble.isRough = false
  house.turn(0)
  proxy.weather(undefined)
  await pause(CALM_MS, signal)
  for (const partner of partners) partner.wake()
}

/** Heads equal in time, nothing on its way; then each seat's log as somebody new reads it. */
const judge = async (round: Round, couple: Couple): Promise<Told> => {
  const healedMs = await settle(round, couple)
  const verdict = await checked(round, couple).catch(error => {
    round.signal.throwIfAborted()
    return { acked: 0, lost: [], doubled: [], gaps: [], diverged: [`the log cannot be read: ${String(error)}`] }
  })
  if (healedMs === Infinity) verdict.diverged.push(`heads were not equal within ${round.settleMs} ms of healing`)
  return { ...verdict, healedMs }
}

const checked = async (round: Round, couple: Couple): Promise<Verdict> => {
  const seen: Seen[] = []
  for (const partner of couple) seen.push(await seenBy(round, partner))
  return check(seen)
}

/** How long it took; after `settleMs` nobody waits any more. */
const settle = async ({ settleMs, signal }: Round, couple: Couple): Promise<number> => {
  const began = performance.now()
  const passed = () => performance.now() - began
  while (passed() < settleMs) {
    signal.throwIfAborted()
    const heads = await Promise.all(couple.map(partner => headOf(partner, partner.id)))
    if (heads[0] === heads[1] && couple.every(partner => isQuiet(partner, heads[0]!))) return passed()
    await pause(20, signal)
  }
  return Infinity
}

/** Nothing on its way, and all that is shown is kept. */
const isQuiet = ({ scene }: Partner, head: string): boolean =>
  scene?.line === 'up' &&
  scene.phase === 'open' &&
  scene.pending.length === 0 &&
  scene.told.length === (JSON.parse(head) as Base).seq

const seenBy = async (round: Round, partner: Partner): Promise<Seen> => {
  partner.takeBack()
  const { seat, pending } = partner.scene!
  const head = await headOf(partner, partner.id)
  partner.close()
  const fresh = await readFresh(round, partner)
  return {
    seat: seat as Seen['seat'],
    history: partner.history,
    pending: pending.map(({ mid }) => mid),
    head,
    ...fresh,
  }
}

/** A log-in with this seat's keys and nothing remembered. */
const readFresh = async ({ origin, direct }: Round, { parts, id }: Partner): Promise<Pick<Seen, 'log' | 'logHead'>> => {
  const { heads: _, ...ring } = (await findRing(parts, id))!.ring
  const device = newDevice(origin)
  await device.parts.keyrings.shared.write({ ...ring, outbox: [], returned: [] })
  const fresh = {
    parts: { ...device.parts, connect: (_url: string, protocols: string[]) => device.parts.connect(direct, protocols) },
  }
  const session = await openHere(fresh, id)
  try {
    const { told } = await until(
      session,
      scene => scene.phase === 'open' && scene.told.every(one => one.state !== 'sealed'),
    )
    return { log: told.map(storedOf), logHead: await headOf(fresh, id) }
  } finally {
    session.close()
  }
}
