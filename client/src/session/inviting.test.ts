import { describe, expect, it } from 'vitest'
import { newDevice } from '../seal/device.ts'
import { newId, random, toText } from '../seal/keys.ts'
import { Inviting } from './inviting.ts'
import { memoryKeyring } from './keyring.ts'
import type { Ring } from './ring.ts'
import type { OwnInvite } from './scene.ts'
import { createShelf } from './shelf.ts'
import { handClock } from './testing/clock.ts'

const open = async () => {
  const ring: Ring = {
    session: newId(),
    seat: 'p1',
    device: await newDevice(),
    secrets: { room: { 1: toText(random(32)) } },
    invites: [{ seat: 'p2', secret: toText(random(16)) }],
    accepted: [],
    asked: { mode: 'couple', setting: 'apart', keepDays: 30, therapist: false },
    names: { own: 'Ada' },
    lastVisit: 0,
    outbox: [],
    returned: [],
  }
  const keyring = memoryKeyring()
  await keyring.write(ring)
  const shelf = createShelf(keyring, ring)
  const shown: OwnInvite[] = []
  let heard = () => {}
  const asked = new Promise<void>(resolve => (heard = resolve))
  const sent: object[] = []
  const inviting = new Inviting({
    origin: 'https://haven.example',
    clock: handClock(),
    seat: 'p2',
    shelf,
    send: frame => {
      sent.push(frame)
      heard()
      return true
    },
    changed: invite => void shown.push(invite),
  })
  const welcomed = (state: OwnInvite['state'], triedAgain = 0) => inviting.welcomed([{ seat: 'p2', state, triedAgain }])
  return { inviting, shelf, shown, sent, asked, welcomed }
}

describe('a new link', () => {
  it('is one for all who ask before the server has it', async () => {
    const { inviting, shelf, sent, asked, welcomed } = await open()
    welcomed('open')
    const first = inviting.renew()
    const second = inviting.renew()
    await asked
    await inviting.invited()
    expect(await second).toBe(await first)
    expect(sent).toHaveLength(1)
    expect(shelf.ring.invites).toHaveLength(1)
    expect(await first).toContain(shelf.ring.invites[0]!.secret)
  })

  it('may be asked for again afterwards', async () => {
    const { inviting, sent, asked, welcomed } = await open()
    welcomed('open')
    const first = inviting.renew()
    await asked
    await inviting.invited()
    await first
    const second = inviting.renew()
    while (sent.length < 2) await new Promise(setImmediate)
    await inviting.invited()
    expect(await second).not.toBe(await first)
  })

  it('is not made for a seat that was taken meanwhile', async () => {
    const { inviting, sent, welcomed } = await open()
    welcomed('open')
    const link = inviting.renew()
    inviting.claimed()
    await expect(link).rejects.toThrow('taken')
    expect(sent).toEqual([])
  })
})

it('the link that is shown is the one the server has, however another device put them together', async () => {
  const { inviting, shelf, shown, asked, welcomed } = await open()
  welcomed('open')
  const renewed = inviting.renew()
  await asked
  await inviting.invited()
  const link = await renewed
  const [given] = shelf.ring.invites
  await shelf.keep({ invites: [given!, { seat: 'p2', secret: toText(random(16)), given: given!.given! - 5 }] })
  welcomed('open')
  expect(shown.at(-1)).toMatchObject({ link })
})

describe('P10 a link opened again', () => {
  it('P10 is told once its seat is taken, each time', async () => {
    const { inviting, shown, welcomed } = await open()
    welcomed('claimed', 1)
    await inviting.invited()
    await inviting.invited()
    expect(shown.map(({ triedAgain }) => triedAgain)).toEqual([1, 2, 3])
  })

  it('P10 is not told of a link that nobody has used', async () => {
    const { inviting, shown, welcomed } = await open()
    welcomed('open')
    await inviting.invited()
    expect(shown).toMatchObject([{ state: 'open', triedAgain: 0 }])
  })
})
