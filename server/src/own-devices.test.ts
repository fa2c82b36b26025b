import { CLOSE, LIMITS } from '@haven/shared/wire.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { boxOf, newHash, newTestDevice, type TestDevice } from './testing/device.ts'
import { bothThere, CAPSULE, enter, hashOf, type House, join, openHouse, openTalk } from './testing/house.ts'
import { claimSeat, openSupervised } from './testing/practice.ts'

let house: House
beforeEach(async () => {
  house = await openHouse({ isUnlimited: true })
})
afterEach(() => house.close())

type There = Awaited<ReturnType<typeof bothThere>>

const invite = (claim: string, changes: object = {}) => ({
  type: 'invite',
  seat: 'p1',
  claimHash: hashOf(claim),
  capsule: CAPSULE,
  taken: true,
  ...changes,
})

const claimOf = ({ session }: There, claim: string, { keys }: TestDevice) => ({
  session,
  seat: 'p1',
  claim,
  device: keys,
  joinMac: claim,
})

/** p1 has given a link for their own seat. */
const invited = async (by?: There) => {
  const talk = by ?? (await bothThere(house))
  const claim = newHash()
  const before = talk.one.of('invited').length
  talk.one.send(invite(claim))
  await talk.one.until(() => talk.one.of('invited').length > before)
  const device = await newTestDevice()
  const take = () => house.post('/api/claims', claimOf(talk, claim, device))
  return { ...talk, claim, device, take }
}

/** One more device of p1, vouched for and there. */
const added = async (by?: There) => {
  const talk = await invited(by)
  await talk.take()
  await talk.one.until(() => talk.one.entries.at(-1)!.act.type === 'joined')
  await talk.one.does({ type: 'endorsed', device: talk.device.id }, 'arrive.welcome')
  const own = await enter(talk, talk.device)
  await own.until(() => own.entries.length === talk.one.entries.length)
  return { ...talk, own }
}

describe('P45 one more device of a seat', () => {
  it('comes by a link of that seat, and nobody goes', async () => {
    const { one, two, device, take } = await invited()
    expect((await take()).status).toBe(200)
    await two.until(() => two.entries.length === 4)
    expect(two.entries[3]).toMatchObject({ act: { type: 'joined', seat: 'p1', device: device.id, from: 'p1' } })
    expect([one.closed, two.closed]).toEqual([undefined, undefined])
  })

  it('nothing is taken of it before a device of that seat has vouched for it, and then both act', async () => {
    const talk = await invited()
    await talk.take()
    const own = await enter(talk, talk.device)
    await own.until(() => own.entries.length === 4)
    expect(await own.does({ type: 'readied' }, 'arrive.welcome')).toBe('forbidden')
    expect(await own.does({ type: 'endorsed', device: talk.device.id }, 'arrive.welcome')).toBe('forbidden')
    await talk.two.until(() => talk.two.entries.length === 4)
    expect(await talk.two.does({ type: 'endorsed', device: talk.device.id }, 'arrive.welcome')).toBe('not-yours')
    await talk.one.until(() => talk.one.entries.length === 4)
    expect(await talk.one.does({ type: 'endorsed', device: talk.device.id }, 'arrive.welcome')).toBe(5)
    await own.until(() => own.entries.length === 5)
    expect(await own.does({ type: 'readied' }, 'arrive.welcome')).toBe(6)
  })

  it('its link ends after ten minutes, and a later capsule gives it no longer life', async () => {
    const talk = await invited()
    house.pass(LIMITS.ownInviteMs - 1_000)
    talk.one.send(invite(talk.claim, { capsule: boxOf(200), again: true }))
    await talk.one.settled()
    house.pass(1_000)
    expect(await talk.take()).toMatchObject({ status: 410, body: { code: 'expired' } })
    const kept = async () => (await house.store.access.invites(talk.session)).map(({ capsule }) => capsule)
    const before = await kept()
    talk.one.send(invite(talk.claim, { capsule: boxOf(200), again: true }))
    await talk.one.settled()
    expect(await kept()).toEqual(before)
  })

  it('its link has the capsule it was given last', async () => {
    const talk = await invited()
    const capsule = boxOf(200)
    talk.one.send(invite(talk.claim, { capsule, again: true }))
    await talk.one.settled()
    expect(talk.one.of('invited')).toHaveLength(1)
    expect(await talk.take()).toMatchObject({ status: 200, body: { capsule } })
  })

  it('a newer capsule for a link that is not there makes none', async () => {
    const { one, session } = await bothThere(house)
    for (const changes of [{}, { seat: 'p2', taken: undefined }])
      one.send(invite(newHash(), { again: true, ...changes }))
    await one.settled()
    expect((await house.store.access.invites(session)).filter(({ claimedAt }) => claimedAt === null)).toEqual([])
  })

  it('its link works once, whoever asks for the same one again', async () => {
    const talk = await invited()
    await talk.take()
    talk.one.send(invite(talk.claim))
    talk.two.send(invite(talk.claim, { seat: 'p1' }))
    await Promise.all([talk.one.settled(), talk.two.settled()])
    const again = await house.post('/api/claims', claimOf(talk, talk.claim, await newTestDevice()))
    expect(again).toMatchObject({ status: 410, body: { code: 'used' } })
    expect((await house.store.access.invites(talk.session)).filter(({ claimedAt }) => claimedAt === null)).toEqual([])
  })

  it('a seat has so many devices and no more', async () => {
    let talk: There = await bothThere(house)
    for (let more = 1; more < LIMITS.seatDevices; more += 1) talk = await added(talk)
    talk.one.send(invite(newHash()))
    await talk.one.settled()
    expect(talk.one.of('invited')).toHaveLength(LIMITS.seatDevices - 1)
  })

  it.each([
    ['nobody has vouched for', async (talk: Awaited<ReturnType<typeof invited>>) => talk.take()],
    [
      'the seat has let out',
      async (talk: Awaited<ReturnType<typeof invited>>) => {
        await talk.take()
        await talk.one.until(() => talk.one.entries.length === 4)
        await talk.one.does({ type: 'removed', device: talk.device.id }, 'arrive.welcome')
      },
    ],
  ])('a device %s gives no link', async (_, before) => {
    const talk = await invited()
    const own = talk.device
    await before(talk)
    const sock = await enter(talk, own)
    sock.send(invite(newHash()))
    await sock.settled()
    expect(sock.of('invited')).toEqual([])
  })
})

describe('P41 a link for an empty seat, whose giver is out', () => {
  /** p1 has one more device, before anybody else came. */
  const alone = async () => {
    const talk = await openTalk(house)
    const one = await enter(talk, talk.p1)
    const claim = newHash()
    one.send(invite(claim))
    await one.until(() => one.of('invited').length === 1)
    const device = await newTestDevice()
    const body = { session: talk.session, seat: 'p1', claim, device: device.keys, joinMac: claim }
    expect((await house.post('/api/claims', body)).status).toBe(200)
    await one.until(() => one.entries.length === 3)
    await one.does({ type: 'endorsed', device: device.id }, 'arrive.welcome')
    const own = await enter(talk, device)
    await own.until(() => own.entries.length === 4)
    const gives = async () => {
      const fresh = newHash()
      own.send(invite(fresh, { seat: 'p2', taken: undefined }))
      await own.settled()
      return fresh
    }
    return { ...talk, one, own, device, gives }
  }

  it('opens nothing, and another device of that seat gives a new one', async () => {
    const talk = await alone()
    await talk.own.does({ type: 'removed', device: talk.p1.id }, 'arrive.welcome')
    expect(await join(talk)).toMatchObject({ status: 410, body: { code: 'expired' } })
    const claim = await talk.gives()
    expect(talk.own.of('invited')).toEqual([{ type: 'invited', seat: 'p2' }])
    expect((await join(talk)).body).toEqual({ code: 'unknown' })
    expect((await join({ ...talk, claim })).status).toBe(200)
    await talk.own.until(() => talk.own.entries.at(-1)!.act.type === 'joined')
    const again = await enter(talk, talk.device)
    expect(again.welcome?.invites).toMatchObject([{ seat: 'p2', state: 'claimed' }])
  })

  it('where a therapist began and was sent away it is the partner’s who is there', async () => {
    const talk = await openSupervised(house)
    await claimSeat(talk, 'p1')
    const one = await enter(talk, talk.devices.p1)
    await one.until(() => one.entries.length === 3)
    const claim = newHash()
    const gives = async () => {
      one.send(invite(claim, { seat: 'p2', taken: undefined }))
      await one.settled()
      return one.of('invited').length
    }
    expect(await gives()).toBe(0)
    await one.does({ type: 'withdrew', kind: 'therapist' }, '')
    expect(await claimSeat(talk, 'p2')).toMatchObject({ status: 410, body: { code: 'expired' } })
    expect(await gives()).toBe(1)
    expect((await claimSeat({ ...talk, claims: { ...talk.claims, p2: claim } }, 'p2')).status).toBe(200)
  })

  it('is the giver’s alone while that one is in', async () => {
    const talk = await alone()
    const claim = await talk.gives()
    expect(talk.own.of('invited')).toEqual([])
    expect((await join({ ...talk, claim })).body).toEqual({ code: 'unknown' })
    expect((await join(talk)).status).toBe(200)
  })
})

describe('P41 a device that its own seat lets out', () => {
  it('is shut out in that commit and hears nothing of it, and the others go on', async () => {
    const { one, two, own, device, session } = await added()
    const count = own.entries.length
    expect(await one.does({ type: 'removed', device: device.id }, 'arrive.welcome')).toBe(count + 1)
    await own.until(() => own.closed !== undefined)
    expect([own.closed, own.entries.length]).toEqual([CLOSE.removed, count])
    expect((await enter({ house, session }, device)).closed).toBe(CLOSE.removed)
    await two.until(() => two.entries.length === count + 1)
    expect(await one.does({ type: 'readied' }, 'arrive.welcome')).toBe(count + 2)
    expect([one.closed, two.closed]).toEqual([undefined, undefined])
  })

  it('is any other one of that seat: the newer may let out the older, and its open links end', async () => {
    const talk = await added()
    const waiting = await invited(talk)
    expect(await talk.own.does({ type: 'removed', device: talk.p1.id }, 'arrive.welcome')).toBeGreaterThan(5)
    await talk.one.until(() => talk.one.closed !== undefined)
    expect(await waiting.take()).toMatchObject({ status: 410, body: { code: 'expired' } })
  })

  it.each([
    ['itself', (talk: Awaited<ReturnType<typeof added>>) => talk.p1.id],
    ['one of another seat', (talk: Awaited<ReturnType<typeof added>>) => talk.p2.id],
    ['one that is nowhere', () => newHash().slice(0, 22)],
  ])('is never %s', async (_, who) => {
    const talk = await added()
    expect(await talk.one.does({ type: 'removed', device: who(talk) }, 'arrive.welcome')).toBe('not-yours')
  })
})
