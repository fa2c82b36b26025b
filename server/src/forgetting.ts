import { isPartner, type Seat } from '@haven/shared/steps.ts'
import { CLOSE, LIMITS } from '@haven/shared/wire.ts'
import type { Haven } from './haven.ts'
import type { Member } from './judge.ts'

/**
 * P37. A partner's alone. Done at once when everyone who sits here as a partner has asked; what one alone asked for is done
 * after 72 h, and until then each may change their mind.
 */
export const askToForget = (haven: Haven, { session, seat }: Member, what: 'session' | 'never-mind'): Promise<void> =>
  haven.rooms.alone(session, async () => {
    const { access } = haven.store
    const before = await access.forgetting(session)
    if (!before || !isPartner(seat)) return
    const others = before.seats.filter(one => one !== seat)
    const seats: Seat[] = what === 'session' ? [...others, seat].sort() : others
    const due = seats.length === 0 ? null : (before.due ?? haven.seconds() + LIMITS.forgetMs / 1000)
    await access.askToForget(session, { seats, due })
    const partners = (await access.devices(session)).map(device => device.seat).filter(isPartner)
    if (partners.every(partner => seats.includes(partner))) await forget(haven, session)
    else haven.hub.tell(session, { type: 'forgetting', seats, due })
  })

/** Marked first, so that it is finished by the next sweep whatever happens. If it stops half way everyone is sent away,
 *  for their room takes no more acts. P27 */
export const forget = async (haven: Haven, session: string): Promise<void> => {
  const { store, rooms, hub } = haven
  await store.access.markDue(session, haven.seconds())
  rooms.drop(session)
  try {
    await dropAll(haven, session)
  } catch (error) {
    hub.close(session, CLOSE.cannotLoad)
    throw error
  }
  rooms.drop(session)
  hub.close(session, CLOSE.erased)
  await store.log.tidy()
}

/** Shares first: whatever comes in between, nothing can be opened any more. */
const dropAll = async ({ store, seconds }: Haven, session: string): Promise<void> => {
  await store.shares.forget(session)
  await store.access.forget(session, seconds())
}

/** P38, with everything else that ends by time alone. One that fails is tried again an hour later. */
export const retain = async (haven: Haven): Promise<void> => {
  const { access } = haven.store
  for (const session of await access.due(haven.seconds()))
    await haven.rooms.alone(session, () => forgetIfDue(haven, session)).catch(haven.failed)
  await access.dropTombstones(haven.seconds() - LIMITS.tombstoneMs / 1000)
}

/** A partner may have changed their mind while others were being forgotten. */
const forgetIfDue = async (haven: Haven, session: string): Promise<void> => {
  const due = await haven.store.access.due(haven.seconds())
  if (due.includes(session)) await forget(haven, session)
}

/** Capsules end ten minutes after the claim, and with their link. P9 */
export const dropCapsules = ({ store, seconds }: Haven): Promise<void> =>
  store.access.dropCapsules(seconds() - LIMITS.claimRepeatMs / 1000, seconds())
