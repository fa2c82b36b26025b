import { CLOSE } from '@haven/shared/wire.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newHash, newTestDevice } from './testing/device.ts'
import { bothThere, CAPSULE, claimBody, enter, hashOf, type House, openHouse } from './testing/house.ts'
import { allThere } from './testing/practice.ts'

let house: House
beforeEach(async () => {
  house = await openHouse({ isUnlimited: true })
})
afterEach(() => house.close())

const invite = (claim: string, changes: object = {}) => ({
  type: 'invite',
  seat: 'p2',
  claimHash: hashOf(claim),
  capsule: CAPSULE,
  taken: true,
  ...changes,
})

/** p1 has given a link for the seat of p2. */
const reopened = async () => {
  const talk = await bothThere(house)
  const claim = newHash()
  talk.one.send(invite(claim))
  await talk.one.until(() => talk.one.of('invited').length === 1)
  const p3 = await newTestDevice()
  return { ...talk, claim, p3, take: () => house.post('/api/claims', claimBody({ ...talk, claim, p2: p3 })) }
}

describe('P44 a new link for a seat that is taken', () => {
  it('changes nothing before it is opened, and says which link it is', async () => {
    const { one, two, claim } = await reopened()
    expect(one.of('invited')).toEqual([{ type: 'invited', seat: 'p2', claimHash: hashOf(claim) }])
    expect(await two.does({ type: 'readied' }, 'arrive.welcome')).toBe(4)
  })

  it('gives the seat to its device: the old one is shut out in that commit and hears nothing of it', async () => {
    const { one, two, p2, p3, session, take } = await reopened()
    expect((await take()).status).toBe(200)
    await two.until(() => two.closed !== undefined)
    expect(two.closed).toBe(CLOSE.removed)
    expect(two.entries).toHaveLength(3)
    await one.until(() => one.entries.length === 4)
    expect(one.entries[3]).toMatchObject({
      by: 'haven',
      act: { type: 'joined', seat: 'p2', device: p3.id, from: 'p1' },
    })
    const back = await enter({ house, session }, p2)
    expect(back.closed).toBe(CLOSE.removed)
    expect((await house.store.access.devices(session)).map(({ id }) => id)).not.toContain(p2.id)
  })

  it('nothing is taken of the new device before whoever gave the link has vouched for it', async () => {
    const { one, p3, session, take } = await reopened()
    await take()
    const three = await enter({ house, session }, p3)
    await three.until(() => three.entries.length === 4)
    expect(await three.does({ type: 'readied' }, 'arrive.welcome')).toBe('forbidden')
    expect(await three.beside('private:p2', { type: 'kept' })).toBe('forbidden')
    await one.until(() => one.entries.length === 4)
    expect(await one.does({ type: 'endorsed', device: p3.id }, 'arrive.welcome')).toBe(5)
    await three.until(() => three.entries.length === 5)
    expect(await three.does({ type: 'readied' }, 'arrive.welcome')).toBe(6)
    expect(await three.beside('private:p2', { type: 'kept' })).toBe(1)
  })

  it('works once', async () => {
    const { take, claim, session } = await reopened()
    await take()
    const other = await newTestDevice()
    const again = await house.post('/api/claims', claimBody({ session, claim, p1: other, p2: other }))
    expect(again).toMatchObject({ status: 410, body: { code: 'used' } })
  })

  it.each([
    ['for a seat that is not there', { seat: 'therapist' }],
    ['that is asked for as one for an empty seat', { taken: undefined }],
  ])('there is none %s', async (_, changes) => {
    const { one, session } = await bothThere(house)
    one.send(invite(newHash(), changes))
    await one.settled()
    expect(one.of('invited')).toEqual([])
    expect(await house.store.access.invites(session)).toHaveLength(1)
  })

  it('none for one that nobody has taken, and a begun one is no link for it later', async () => {
    const { one, two, session, p2, take } = await reopened()
    await take()
    await two.until(() => two.closed !== undefined)
    const claim = newHash()
    one.send(invite(claim, { taken: undefined }))
    await one.settled()
    expect((await house.store.access.invites(session)).some(({ claimedAt }) => claimedAt === null)).toBe(false)
    expect((await house.post('/api/claims', claimBody({ session, claim, p1: p2, p2 }))).status).toBe(404)
  })
})

describe('P44 in a talk that a therapist began', () => {
  const seats = async () => {
    const { socks, session, devices } = await allThere(house)
    const gives = async (by: 'p2' | 'therapist') => {
      const claim = newHash()
      socks[by].send(invite(claim, { seat: 'p1' }))
      await socks[by].settled()
      return { claim, isThere: socks[by].of('invited').some(({ claimHash }) => claimHash === hashOf(claim)) }
    }
    const takes = async (claim: string) => {
      const device = await newTestDevice()
      const answer = await house.post('/api/claims', {
        session,
        seat: 'p1',
        claim,
        device: device.keys,
        joinMac: claim,
      })
      return { device, answer }
    }
    return { socks, session, devices, gives, takes }
  }

  it('the link is the therapist’s to give, and once they were sent away the other partner’s', async () => {
    const { socks, session, gives, takes } = await seats()
    expect((await gives('p2')).isThere).toBe(false)
    const old = await gives('therapist')
    expect(old.isThere).toBe(true)
    expect(await socks.p2.does({ type: 'withdrew', kind: 'therapist' }, '')).toBe(7)
    expect((await takes(old.claim)).answer).toMatchObject({ status: 410, body: { code: 'expired' } })

    const given = await gives('p2')
    expect(given.isThere).toBe(true)
    const { device, answer } = await takes(given.claim)
    expect(answer.status).toBe(200)
    await socks.p1.until(() => socks.p1.closed !== undefined)
    expect(socks.p1.closed).toBe(CLOSE.removed)
    await socks.p2.until(() => socks.p2.entries.length === 8)
    expect(socks.p2.entries[7]).toMatchObject({ act: { type: 'joined', seat: 'p1', from: 'p2', device: device.id } })
    const back = await enter({ house, session }, device)
    await back.until(() => back.entries.length === 8)
    expect(await back.does({ type: 'readied' }, 'arrive.welcome')).toBe('forbidden')
    expect(await socks.p2.does({ type: 'endorsed', device: device.id }, '')).toBe(9)
    await back.until(() => back.entries.length === 9)
    expect(await back.does({ type: 'readied' }, 'arrive.welcome')).toBe(10)
  })
})
