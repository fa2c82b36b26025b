import { LIMITS } from '@haven/shared/wire.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { newHash, newTestDevice } from '../testing/device.ts'
import { CAPSULE, claimBody, type House, join, openHouse, openTalk } from '../testing/house.ts'
import { sized } from './full.ts'

const GUESSES = sized(10_000, 1_000_000)
const AT_ONCE = 100
const RACES = sized(10, 1_000)

let house: House
const open = async (parts: Parameters<typeof openHouse>[0] = {}) => (house = await openHouse(parts))
afterEach(() => house.close())

describe('guessing', () => {
  it(
    `A1 of ${GUESSES} guesses none takes anything, and nearly all meet the breaker`,
    { timeout: 3_600_000 },
    async () => {
      await open()
      const { session, p1, p2 } = await openTalk(house)
      const counts = { 404: 0, 429: 0 } as Record<number, number>
      const guessAs = async (done: number) => {
        const guess = claimBody({ session, claim: newHash(), p1, p2 })
        const { status } = await house.post('/api/claims', guess, `10.${done >> 16}.${(done >> 8) & 255}.${done & 255}`)
        counts[status] = (counts[status] ?? 0) + 1
      }
      for (let done = 0; done < GUESSES; done += AT_ONCE)
        await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => guessAs(done + at)))
      expect(counts).toEqual({ 404: LIMITS.allFailedClaims.burst, 429: GUESSES - LIMITS.allFailedClaims.burst })
      expect(await house.store.access.devices(session)).toHaveLength(1)
    },
  )

  it('A1 an address is asked to wait after ten, others are not, and a good link is not counted', async () => {
    await open()
    const { session, p1, p2 } = await openTalk(house)
    const guess = (address: string) =>
      house.post('/api/claims', claimBody({ session, claim: newHash(), p1, p2 }), address)
    for (let done = 0; done < LIMITS.failedClaims.burst; done += 1) expect((await guess('10.0.0.1')).status).toBe(404)
    const { status, body } = await guess('10.0.0.1')
    expect([status, body['code']]).toEqual([429, 'slow-down'])
    expect((await guess('10.0.0.2')).status).toBe(404)
    house.pass(Number(body['waitMs']))
    expect((await guess('10.0.0.1')).status).toBe(404)
  })

  it('A1 who holds the link comes in, however many guesses others make', async () => {
    await open()
    const talk = await openTalk(house)
    const { session, p1, p2 } = talk
    const guess = (at: number) => {
      const body = claimBody({ session, claim: newHash(), p1, p2 })
      return house.post('/api/claims', body, `10.1.${at >> 8}.${at & 255}`)
    }
    await Promise.all(Array.from({ length: 2 * LIMITS.allFailedClaims.burst }, (_, at) => guess(at)))
    expect((await house.post('/api/claims', claimBody(talk), '10.1.0.0')).status).toBe(200)
  })
})

describe('one link', () => {
  it(`A2 P8 of 100 claims at once exactly one wins, ${RACES} times`, { timeout: 3_600_000 }, async () => {
    await open({ isUnlimited: true })
    const devices = await Promise.all(Array.from({ length: 100 }, () => newTestDevice()))
    for (let round = 0; round < RACES; round += 1) {
      const talk = await openTalk(house)
      const answers = await Promise.all(devices.map(device => join(talk, device)))
      const won = answers.filter(({ status }) => status === 200)
      const lost = answers.filter(({ status, body }) => status === 410 && body['code'] === 'used' && body['at'])
      expect([won.length, lost.length]).toEqual([1, 99])
      expect(won[0]!.body).toMatchObject({ capsule: CAPSULE })
      const winner = devices.find(({ id }) => id === won[0]!.body['device'])!
      expect((await join(talk, winner)).body).toEqual(won[0]!.body)
      expect((await house.store.log.load(talk.session, 'room', 9))?.head).toBe(3)
      expect(await house.store.access.devices(talk.session)).toHaveLength(2)
    }
  })

  it('P9 the winner alone gets the same answer again, and for ten minutes', async () => {
    await open({ isUnlimited: true })
    const talk = await openTalk(house)
    const first = await join(talk)
    house.pass(LIMITS.claimRepeatMs - 1_000)
    expect((await join(talk)).body).toEqual(first.body)
    expect((await join(talk, await newTestDevice())).status).toBe(410)
    house.pass(1_000)
    expect((await join(talk)).body).toMatchObject({ code: 'used' })
  })
})
