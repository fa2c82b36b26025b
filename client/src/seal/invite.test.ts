import { describe, expect, it } from 'vitest'
import { deviceId, newDevice, prove } from './device.ts'
import {
  type Capsule,
  claimSeat,
  isEndorsable,
  linkOf,
  newInvite,
  openCapsule,
  readLink,
  storedInvite,
} from './invite.ts'
import { bind, isSame, newId, random, sha, toBytes, toText } from './keys.ts'
import { newLock, openRecord, sealRecord } from './lock.ts'

const origin = 'https://haven.example'
const [one, two] = [await newDevice(), await newDevice()]
const invite = newInvite(newId(), 'p2')
const capsule: Capsule = {
  secret: toText(random(32)),
  epoch: 1,
  inviter: one.id,
  agreePub: toText(one.agreePub),
  signPub: toText(one.signPub),
  name: 'Ada',
  from: 'p1',
  mode: 'couple',
  therapist: false,
  keepDays: 30,
  setting: 'apart',
}
const stored = await storedInvite(invite, capsule)

describe('a link', () => {
  const link = linkOf(origin, invite)

  it.each(['', '.', ')', ' ', '>', '%20', '&utm=1'])('is read with %j hung on its end', tail => {
    const read = readLink(link + tail)
    expect(read && [read.session, read.seat, toText(read.secret)]).toEqual([
      invite.session,
      'p2',
      toText(invite.secret),
    ])
  })

  it.each([link.slice(0, -1), `${link}A`, link.replace('#1.', '#3.'), link.replace('.p2.', '.p9.'), origin])(
    'is not read from %s',
    href => expect(readLink(href)).toBeUndefined(),
  )
})

describe('an invite', () => {
  it('is known to the server by the hash of its claim', async () => {
    const { claim } = await claimSeat(invite, two.id)
    expect(toText(await sha(toBytes(claim)))).toBe(stored.claimHash)
    expect(JSON.stringify(stored)).not.toContain(toText(invite.secret))
  })

  it('its capsule opens with the link and says everything', async () => {
    expect(await openCapsule(invite, stored.capsule)).toEqual(capsule)
  })

  it('a capsule from before there were other modes is one of a couple', async () => {
    const { mode: _, therapist: __, from: ___, ...before } = capsule
    const old = await storedInvite(invite, before as Capsule)
    expect(await openCapsule(invite, old.capsule)).toEqual({ ...before, mode: 'couple', therapist: false })
  })

  it.each([
    ['session', { ...invite, session: newId() }],
    ['seat', { ...invite, seat: 'p1' as const }],
    ['secret', { ...invite, secret: random(16) }],
  ])('its capsule does not open for another %s', async (_, other) => {
    await expect(openCapsule(other, stored.capsule)).rejects.toThrow()
  })

  it('its capsule is refused when the keys in it are not those of the inviter it names', async () => {
    const swapped = await storedInvite(invite, { ...capsule, signPub: toText(two.signPub) })
    await expect(openCapsule(invite, swapped.capsule)).rejects.toThrow('inviter')
  })

  it('the join MAC is believed for this device, this link and nothing else', async () => {
    const { joinMac } = await claimSeat(invite, two.id)
    expect(await isEndorsable(invite, two.id, joinMac)).toBe(true)
    expect(await isEndorsable(invite, one.id, joinMac)).toBe(false)
    expect(await isEndorsable({ ...invite, seat: 'p1' }, two.id, joinMac)).toBe(false)
    expect(await isEndorsable({ ...invite, session: newId() }, two.id, joinMac)).toBe(false)
    expect(await isEndorsable({ ...invite, secret: random(16) }, two.id, joinMac)).toBe(false)
    expect(await isEndorsable(invite, two.id, toText(random(32)))).toBe(false)
  })
})

describe('a device', () => {
  const nonce = random(32)
  const isProven = async (proof: BufferSource, place: string, session: string, challenge: typeof nonce) => {
    const kind = { name: 'ECDSA', namedCurve: 'P-256' }
    const key = await crypto.subtle.importKey('raw', two.signPub, kind, false, ['verify'])
    const bound = bind('haven/1/login', place, session, two.id, challenge)
    return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, proof, bound)
  }

  it('is named by its own public keys', async () => {
    expect(await deviceId(two.agreePub, two.signPub)).toBe(two.id)
    expect(await deviceId(one.agreePub, two.signPub)).not.toBe(two.id)
    expect(await deviceId(two.agreePub, one.signPub)).not.toBe(two.id)
  })

  it('proves itself here and now alone', async () => {
    const proof = await prove(two, origin, invite.session, nonce)
    expect(proof).toHaveLength(64)
    expect(await isProven(proof, origin, invite.session, nonce)).toBe(true)
    expect(await isProven(proof, `${origin}.evil`, invite.session, nonce)).toBe(false)
    expect(await isProven(proof, origin, newId(), nonce)).toBe(false)
    expect(await isProven(proof, origin, invite.session, random(32))).toBe(false)
  })

  it('keeps its private halves', async () => {
    for (const key of [two.sign.privateKey, two.agree.privateKey])
      await expect(crypto.subtle.exportKey('pkcs8', key)).rejects.toThrow()
  })
})

describe('a record at rest', () => {
  it('opens under its own name and lock alone', async () => {
    const [lock, other] = [await newLock(), await newLock()]
    const box = await sealRecord(lock, 'ring:a', { words: 'kept' })
    expect(await openRecord(lock, 'ring:a', box)).toEqual({ words: 'kept' })
    await expect(openRecord(lock, 'ring:b', box)).rejects.toThrow()
    await expect(openRecord(other, 'ring:a', box)).rejects.toThrow()
    expect(isSame(box, await sealRecord(lock, 'ring:a', { words: 'kept' }))).toBe(false)
  })
})
