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
const joined = (seat: Seat, of: string, joinMac?: string) => ({
  type: 'joined' as const,
  seat,
  device: of,
  agreePub: '',
  signPub: '',
  ...(joinMac ? { joinMac } : {}),
})
const { joinMac: proof } = await claimSeat(invite, stranger)
const { joinMac: another } = await claimSeat({ ...invite, secret: random(16) }, stranger)

type Row = [string, Partial<Ring>, ReturnType<typeof joined>, boolean]
const invites = [{ seat: 'p2' as const, secret: toText(invite.secret) }]

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
]

describe('C4 who is believed to have joined', () => {
  it.each(ROWS)('%s', async (_, change, who, isBelieved) => {
    expect(await faithOf(await shelfOf(change)).accepts(who)).toBe(isBelieved)
  })

  it('a link’s secret is let go once its seat was verified, and the seat is nobody else’s then', async () => {
    const secrets = [...invites, { seat: 'p1' as const, secret: toText(random(16)) }]
    const shelf = await shelfOf({ ...gave, invites: secrets })
    const faith = faithOf(shelf)
    expect(await faith.accepts(joined('p2', stranger, proof))).toBe(true)
    expect(shelf.ring).toMatchObject({ accepted: [stranger], invites: [{ seat: 'p1' }] })
    const late = newId()
    expect(await faith.accepts(joined('p2', late, (await claimSeat(invite, late)).joinMac))).toBe(false)
  })
})
