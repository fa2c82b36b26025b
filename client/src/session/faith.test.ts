import type { Members } from '@haven/shared/members.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { describe, expect, it } from 'vitest'
import { claimSeat, newInvite } from '../seal/invite.ts'
import { newDevice } from '../seal/device.ts'
import { newId, random, toText } from '../seal/keys.ts'
import { blank } from './creating.ts'
import { faithOf } from './faith.ts'
import { memoryKeyring } from './keyring.ts'
import type { Ring } from './ring.ts'
import { createShelf } from './shelf.ts'

const session = newId()
const device = await newDevice()
const [inviter, stranger] = [newId(), newId()]
const invite = newInvite(session, 'p2')

const shelfOf = async (change: Partial<Ring>) => {
  const ring = { ...blank(session, 'p1', device), ...change }
  const keyring = memoryKeyring()
  await keyring.write(ring)
  return createShelf(keyring, ring)
}
const couple = { mode: 'couple', setting: 'apart', keepDays: 30, therapist: false } as const
const three = { ...couple, mode: 'supervised', therapist: true } as const
const joined = (seat: Seat, of: string, joinMac?: string, from?: Seat) => ({
  type: 'joined' as const,
  seat,
  device: of,
  agreePub: '',
  signPub: '',
  ...(joinMac ? { joinMac } : {}),
  ...(from ? { from } : {}),
})
const { joinMac: proof } = await claimSeat(invite, stranger)
const { joinMac: another } = await claimSeat({ ...invite, secret: random(16) }, stranger)

/** Who is in: this device of p1, and whoever else sits with it. */
const here = { agreePub: '', joined: 1, since: 1, trusted: 1 } as const
const other = { ...here, device: newId(), seat: 'p2' } as const
const ALONE: Members = [{ ...here, device: device.id, seat: 'p1' }, other]
const WITH_ANOTHER: Members = [...ALONE, { ...here, device: newId(), seat: 'p1', from: 'p1' }]
const WITH_ONE_WHO_LEFT: Members = [...ALONE, { ...here, device: newId(), seat: 'p1', from: 'p1', until: 9 }]
const WAITING: Members = [{ ...here, device: newId(), seat: 'p1' }, other]

type Row = [string, Partial<Ring>, ReturnType<typeof joined>, boolean, Members?]
const invites = [{ seat: 'p2' as const, secret: toText(invite.secret) }]
const own = newInvite(session, 'p1')
const owned = [{ seat: 'p1' as const, secret: toText(own.secret) }]
const { joinMac: mine } = await claimSeat(own, stranger)

const gave: Partial<Ring> = { asked: three, seat: 'therapist', invites }
const came: Partial<Ring> = { asked: three, seat: 'p1', accepted: [inviter], invitedBy: 'therapist' }
const ROWS: Row[] = [
  ['two: this very device', { asked: couple }, joined('p1', device.id), true],
  ['two: another device of this seat', { asked: couple }, joined('p1', stranger), false],
  ['two: the one the capsule named', { asked: couple, accepted: [inviter] }, joined('p2', inviter), true],
  ['two: another than the capsule named', { asked: couple, accepted: [inviter] }, joined('p2', stranger), false],
  [
    'two: another, and who invited is kept',
    { asked: couple, accepted: [inviter], invitedBy: 'p2' },
    joined('p2', stranger),
    false,
  ],
  ['two: by the link given here', { asked: couple, invites }, joined('p2', stranger, proof), true],
  ['two: without its MAC', { asked: couple, invites }, joined('p2', stranger), false],
  ['two: a therapist, whom nobody asked', { asked: couple, accepted: [inviter] }, joined('therapist', inviter), false],
  ['three, links given here: by its MAC', gave, joined('p2', stranger, proof), true],
  ['three, links given here: a MAC of another secret', gave, joined('p2', stranger, another), false],
  ['three, links given here: no MAC', gave, joined('p2', stranger), false],
  ['three, links given here: the MAC of another seat’s', gave, joined('p1', stranger, proof), false],
  ['three, links given here: another device of the own seat', gave, joined('therapist', stranger), false],
  ['three, invited: the one the capsule named', came, joined('therapist', inviter), true],
  ['three, invited: another device of the inviter’s seat', came, joined('therapist', stranger), false],
  ['three, invited: a seat somebody else invited, at its key', came, joined('p2', stranger), true],
  ['three, invited: another device of the own seat', came, joined('p1', stranger), false],
  ['P44 by a link of the other seat: at its key', { asked: couple }, joined('p1', stranger, proof, 'p2'), true],
  [
    'P44 by a link of a therapist who did not begin',
    { asked: three },
    joined('p1', stranger, proof, 'therapist'),
    false,
  ],
  ['P44 by a link of the other seat for itself', { asked: couple }, joined('p2', stranger, proof, 'p2'), true],
  ['P44 by a link given here: its MAC', { asked: couple, invites }, joined('p2', stranger, proof, 'p1'), true],
  [
    'P44 by a link of this seat, without its MAC',
    { asked: couple, invites },
    joined('p2', stranger, another, 'p1'),
    false,
  ],
  [
    'P44 the same, where another device of this seat may have given it',
    { asked: couple },
    joined('p2', stranger, another, 'p1'),
    true,
    WITH_ANOTHER,
  ],
  [
    'P44 the same, where the other device is out by now',
    { asked: couple },
    joined('p2', stranger, another, 'p1'),
    false,
    WITH_ONE_WHO_LEFT,
  ],
  [
    'P44 the same, before this device was here',
    { asked: couple },
    joined('p2', stranger, another, 'p1'),
    true,
    WAITING,
  ],
  [
    'P45 by an own link given here: its MAC',
    { asked: couple, invites: owned },
    joined('p1', stranger, mine, 'p1'),
    true,
  ],
  [
    'P45 by an own link, without its MAC',
    { asked: couple, invites: owned },
    joined('p1', stranger, proof, 'p1'),
    false,
  ],
  ['P45 by an own link that was never given', { asked: couple }, joined('p1', stranger, mine, 'p1'), false],
  ['P45 by an own link of another device', { asked: couple }, joined('p1', stranger, mine, 'p1'), true, WITH_ANOTHER],
  ['P45 this device, by the link it was told of', { invitedBy: 'p1' }, joined('p1', device.id, mine, 'p1'), true],
  ['P45 this device, by a link of somebody else', { invitedBy: 'p1' }, joined('p1', device.id, mine, 'p2'), false],
  ['P45 this device, in another seat', {}, joined('p2', device.id), false],
  [
    'P45 come by an own link: who took an empty seat by the other device’s, at its key',
    { asked: couple, accepted: [inviter], invitedBy: 'p1' },
    joined('p2', stranger, proof),
    true,
  ],
]

describe('C4 who is believed to have joined', () => {
  it.each(ROWS)('%s', async (...[, change, who, isBelieved, members = ALONE]) => {
    expect(await faithOf(await shelfOf(change)).accepts(who, members)).toBe(isBelieved)
  })

  it('a link’s secret is let go once its seat was verified, and the seat is nobody else’s then', async () => {
    const secrets = [...invites, { seat: 'p1' as const, secret: toText(random(16)) }]
    const shelf = await shelfOf({ ...gave, invites: secrets })
    const faith = faithOf(shelf)
    expect(await faith.accepts(joined('p2', stranger, proof), ALONE)).toBe(true)
    expect(shelf.ring).toMatchObject({ accepted: [stranger], invites: [{ seat: 'p1' }] })
    const late = newId()
    expect(await faith.accepts(joined('p2', late, (await claimSeat(invite, late)).joinMac), ALONE)).toBe(false)
  })
})

describe('P44 P45 a device nobody has vouched for', () => {
  it('is not remembered as believed where only its key is known', async () => {
    const shelf = await shelfOf({ asked: couple })
    await faithOf(shelf).accepts(joined('p1', stranger, mine, 'p1'), WITH_ANOTHER)
    expect(shelf.ring.accepted).toEqual([])
  })
})
