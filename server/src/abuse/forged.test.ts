import type { Act } from '@haven/shared/acts.ts'
import { CLOSE } from '@haven/shared/wire.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newHash, newId } from '../testing/device.ts'
import { bothThere, enter, type House, openHouse, ORIGIN } from '../testing/house.ts'
import type { Sock } from '../testing/sock.ts'
import { mutationsOf } from './mutations.ts'

let house: House
beforeEach(async () => (house = await openHouse({ isUnlimited: true })))
afterEach(() => house.close())

type Talk = Awaited<ReturnType<typeof bothThere>>

const headOf = async (session: string) => (await house.store.log.load(session, 'room', 1))?.head

/** What became of a frame: its answer, or how the socket closed. */
const answerTo = async (sock: Sock, frame: object): Promise<string> => {
  const before = sock.frames.length
  sock.send(frame)
  await sock.settled()
  if (sock.closed !== undefined) return `${sock.closed}`
  const said = sock.frames.slice(before).find(({ type }) => type !== 'pong')
  return said?.type === 'refusal' ? said.code : (said?.type ?? 'nothing')
}

const REFUSED =
  /^(4400|4401|mid-reused|forbidden|fork|stale-step|stale-base|old-epoch|too-long|not-your-turn|not-yours|needs-consent)$/

/** Each changed frame by itself, on a socket of its own where the one before was closed. */
const answersTo = async (
  talk: Talk,
  device: Talk['p1'],
  frames: readonly { what: string; frame: object }[],
): Promise<[string, string][]> => {
  const answers: [string, string][] = []
  let sock: Sock | undefined
  for (const { what, frame } of frames) {
    sock = sock?.closed === undefined && sock ? sock : await enter(talk, device)
    answers.push([what, await answerTo(sock, frame)])
  }
  return answers
}

const notRefused = (answers: readonly [string, string][]) => answers.filter(([, answer]) => !REFUSED.test(answer))

describe('A3 a stored act', () => {
  const stored: [name: string, act: Act, step: string][] = [
    ['one of this step', { type: 'readied' }, 'arrive.welcome'],
    ['one that fits everywhere', { type: 'withdrew', kind: 'export' }, 'arrive.welcome'],
    ['one with numbers', { type: 'paused', minutes: 20 }, 'arrive.welcome'],
  ]

  it.each(stored)(
    'A3 with any field of its header changed is refused or closes the socket: %s',
    async (_, act, step) => {
      const talk = await bothThere(house)
      const frame = talk.one.proposal(act, step)
      talk.one.send(frame)
      expect(await talk.one.fateOf(frame.mid)).toBe(4)
      const changed = mutationsOf(frame).filter(({ path }) => path !== 'mid')
      expect(changed.length).toBeGreaterThan(60)
      const answers = await answersTo(talk, talk.p1, changed)
      expect(notRefused(answers)).toEqual([])
      expect(await headOf(talk.session)).toBe(4)
    },
  )

  it('A3 said once more under a mid of its own, with any other field changed, is refused', async () => {
    const talk = await bothThere(house)
    const frame = talk.one.proposal({ type: 'readied' }, 'arrive.welcome')
    talk.one.send(frame)
    expect(await talk.one.fateOf(frame.mid)).toBe(4)
    const changed = mutationsOf(frame).map(one => ({ ...one, frame: { ...one.frame, mid: newId() } }))
    const answers = await answersTo(talk, talk.p1, [{ what: 'nothing', frame: { ...frame, mid: newId() } }, ...changed])
    expect(notRefused(answers)).toEqual([])
    expect(await headOf(talk.session)).toBe(4)
  })

  it('A3 sent again by the partner, whole or changed, is not theirs', async () => {
    const talk = await bothThere(house)
    const frame = talk.one.proposal({ type: 'withdrew', kind: 'export' }, '')
    talk.one.send(frame)
    expect(await talk.one.fateOf(frame.mid)).toBe(4)
    const changed = mutationsOf(frame).filter(({ path }) => path !== 'mid')
    const answers = await answersTo(talk, talk.p2, [{ what: 'nothing', frame }, ...changed])
    expect(answers[0]).toEqual(['nothing', 'mid-reused'])
    expect(notRefused(answers)).toEqual([])
    expect(await headOf(talk.session)).toBe(4)
  })

  it('A3 brought into another session by a member of that one is a fork', async () => {
    const [here, there] = [await bothThere(house), await bothThere(house)]
    const frame = here.one.proposal({ type: 'withdrew', kind: 'export' }, '')
    here.one.send(frame)
    expect(await here.one.fateOf(frame.mid)).toBe(4)
    expect(await answerTo(there.one, frame)).toBe('fork')
    expect(await headOf(there.session)).toBe(3)
  })

  it.each([0, 2, 3, 1_000_000])('A3 of epoch %i is refused', async epoch => {
    const { one, session } = await bothThere(house)
    const frame = { ...one.proposal({ type: 'withdrew', kind: 'export' }, ''), epoch }
    expect(await answerTo(one, frame)).toMatch(/^(old-epoch|4400)$/)
    expect(await headOf(session)).toBe(3)
  })
})

describe('A3 a log-in that was overheard', () => {
  it('A3 opens nothing on another socket, nor a second time', async () => {
    const talk = await bothThere(house)
    const { session, p1 } = talk
    const victim = await house.connect()
    const proof = await p1.prove({ origin: ORIGIN, session, nonce: await victim.nonce() })
    for (let tries = 0; tries < 3; tries += 1) {
      const thief = await house.connect()
      await thief.hello(session, p1, { proof })
      await thief.until(() => thief.closed === CLOSE.loginRefused)
    }
    await victim.hello(session, p1, { proof })
    await victim.until(() => victim.welcome !== undefined)
    expect(await answerTo(victim, { type: 'hello', session, device: p1.id, proof, since: {} })).toBe('4400')
  })

  it('A3 with any letter of its proof changed is refused', async () => {
    const { session, p1 } = await bothThere(house)
    const answers = new Set<number | undefined>()
    for (let at = 0; at < 86; at += 1) {
      const sock = await house.connect()
      const proof = await p1.prove({ origin: ORIGIN, session, nonce: await sock.nonce() })
      const other = proof[at] === 'A' ? 'B' : 'A'
      // The last letter carries bits that are read as nothing.
      const changed = at === 85 ? newHash() + newHash() : proof.slice(0, at) + other + proof.slice(at + 1)
      await sock.hello(session, p1, { proof: changed })
      await sock.until(() => sock.closed !== undefined)
      expect(sock.welcome).toBeUndefined()
      answers.add(sock.closed)
    }
    expect([...answers]).toEqual([CLOSE.loginRefused])
  })
})
