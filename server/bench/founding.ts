import { Agent, request } from 'node:http'
import type { Act } from '@haven/shared/acts.ts'
import { isBySeat } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { roomAt, supervised } from '@haven/shared/testing/room.ts'
import { sha256, toBytes, toText } from '../src/bytes.ts'
import { boxOf, newHash, newId } from '../src/testing/device.ts'
import { newPerson, type Person } from './person.ts'
import type { Running } from './running.ts'
import { Talk } from './talk.ts'

const agent = new Agent({ keepAlive: true, maxSockets: 16 })
const CAPSULE = boxOf(200)

/** Rejects with any other status than the one that must come. */
export const post = (origin: string, path: string, { body, must }: { body: unknown; must: number }): Promise<void> => {
  const text = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  return new Promise((resolve, reject) => {
    const asked = request(origin + path, { agent, method: 'POST', headers }, answer => {
      answer.resume()
      answer.once('end', () =>
        answer.statusCode === must ? resolve() : reject(new Error(`${path} answered ${answer.statusCode}`)),
      )
    })
    asked.once('error', reject)
    asked.end(text)
  })
}

export const inviteFor = (seat: Seat, claim: string) => ({
  seat,
  claimHash: toText(sha256(toBytes(claim))),
  capsule: CAPSULE,
})

/** A therapist's session with both partners in it, made and joined as a browser would. */
const foundTalk = async ({ origin }: Running): Promise<Talk> => {
  const people: Record<Seat, Person> = { p1: newPerson(), p2: newPerson(), therapist: newPerson() }
  const session = newId()
  const claims = { p1: newHash(), p2: newHash() }
  const body = {
    session,
    mode: 'supervised',
    setting: 'together',
    seat: 'therapist',
    device: people.therapist.keys,
    invites: (['p1', 'p2'] as const).map(seat => inviteFor(seat, claims[seat])),
    keepDays: 90,
  }
  await post(origin, '/api/sessions', { body, must: 201 })
  for (const seat of ['p1', 'p2'] as const) {
    const claim = claims[seat]
    const asked = { session, seat, claim, device: people[seat].keys, joinMac: claim }
    await post(origin, '/api/claims', { body: asked, must: 200 })
  }
  return new Talk({ session, origin, people })
}

/** The plain way to where two weave their story, who speak in turns from there on. */
const WAY = roomAt('weave.story', supervised).entries.filter(isBySeat)
const SPOKE: Act = { type: 'spoke', aloud: false }
const AFTER: readonly Seat[] = ['p1', 'p2']

/** The next turn of a talk in the weave; the bare relay is told the same. */
export const turn = (talk: Talk): Promise<void> => talk.say(AFTER[talk.seq % 2]!, SPOKE, 'weave.story')

/** All three there, in the weave, with at least `entries` behind them. */
export const openTalks = async (haven: Running, count: number, entries = 50): Promise<Talk[]> => {
  const talks: Talk[] = []
  for (let left = count; left > 0; left -= 16)
    talks.push(...(await Promise.all(Array.from({ length: Math.min(left, 16) }, () => foundTalk(haven)))))
  for (let at = 0; at < count; at += 100)
    await Promise.all(
      talks.slice(at, at + 100).map(async talk => {
        await talk.come()
        for (const { by, act, step } of WAY) await talk.say(by, act, step)
        while (talk.seq < entries) await turn(talk)
      }),
    )
  return talks
}

/** As on an evening: a hundred at a time, who missed nothing. */
export const comeIn = async (talks: readonly Talk[]): Promise<void> => {
  for (let at = 0; at < talks.length; at += 100)
    await Promise.all(talks.slice(at, at + 100).map(talk => talk.come({ missed: 0, isKnown: true })))
}

/** As many sessions of three sockets on the bare relay. */
export const openBare = async ({ origin }: Running, count: number): Promise<Talk[]> => {
  const talks = Array.from({ length: count }, () => new Talk({ session: newId(), origin }))
  await comeIn(talks)
  return talks
}
