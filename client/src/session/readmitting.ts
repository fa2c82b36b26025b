import type { Partner } from '@haven/shared/steps.ts'
import { whisperOf } from '@haven/shared/channels.ts'
import { linkOf, newInvite, storedInvite } from '../seal/invite.ts'
import { toText } from '../seal/keys.ts'
import type { Clock } from './clock.ts'
import { capsuleOf } from './handing.ts'
import type { Shelf } from './shelf.ts'

/** What is to be done once the server has a link, by the hash of its claim. */
export type Given = Map<string, () => void>

export type Giving = {
  origin: string
  clock: Pick<Clock, 'now' | 'after'>
  shelf: Shelf
  given: Given
  send(frame: object): boolean
}

const ANSWER_MS = 10_000

/** A link for a seat that is taken (P44): with every secret this device holds of what that seat reads. */
export const readmit = async ({ origin, clock, shelf, given, send }: Giving, seat: Partner): Promise<string> => {
  const { ring } = shelf
  const invite = newInvite(ring.session, seat)
  const { room = {}, [whisperOf(seat)]: whispers } = ring.secrets
  const secrets = { room, ...(whispers && ring.seat === 'therapist' ? { [whisperOf(seat)]: whispers } : {}) }
  const stored = await storedInvite(invite, { ...capsuleOf(ring, seat), secrets })
  const own = { seat, secret: toText(invite.secret), given: clock.now() }
  // Until the server has answered, whoever holds the one before may still come by it.
  await shelf.keep({ invites: [...shelf.ring.invites, own] })
  await new Promise<void>((resolve, reject) => {
    const fail = () => reject(new Error('the server has no such link'))
    given.set(stored.claimHash, resolve)
    if (send({ type: 'invite', ...stored, taken: true })) clock.after(ANSWER_MS, fail)
    else fail()
  }).finally(() => given.delete(stored.claimHash))
  return linkOf(origin, invite)
}
