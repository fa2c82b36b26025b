import type { Seat } from '@haven/shared/steps.ts'
import { hold } from './holding.ts'
import { genesis } from './link.ts'
import { Live } from './live.ts'
import type { Parts } from './parts.ts'
import type { Ring } from './ring.ts'
import type { Session } from './scene.ts'
import { createShelf } from './shelf.ts'
import { firstScene } from './showing.ts'
import { findRing } from './held.ts'
import { channelsFor, type Roots } from './threads.ts'

/**
 * Opens a session this device holds keys of, whether there is a line or not; a therapist's are those of the
 * workspace, whose keyring is `own` in these parts. `undefined`: it holds none.
 */
export const openSession = async (parts: Parts, session: string, seat?: Seat): Promise<Session | undefined> => {
  const found = await findRing(parts, session, seat)
  if (!found) return undefined
  const shelf = createShelf(found.keyring, found.ring)
  const now = parts.clock.now()
  const scene = firstScene(shelf.ring, now - shelf.ring.lastVisit)
  await shelf.keep({ lastVisit: now })
  const live = new Live(parts, shelf, { scene, roots: await rootsOf(shelf.ring) })
  const close = () => {
    release()
    live.close()
  }
  const release = hold(parts, { session, seat: shelf.ring.seat, close })
  return {
    get: live.board.get,
    subscribe: live.board.subscribe,
    act: (act, words, channel = 'room') => live.act({ act, words, channel }),
    settled: mid => live.outbox.settled(mid),
    dismissReturned: () => live.returning.dismiss('room'),
    dismissSideReturned: channel => live.returning.dismiss(channel),
    dismissAll: () => live.returning.dismissAll(),
    renewInvite: of => live.invitings.renew(of),
    readmit: async of => (await import('./readmitting.ts')).readmit(live.giving, of),
    forget: what => live.repeating.forget(what),
    attend: isHere => {
      live.repeating.attend(isHere)
      live.vouching.attended()
    },
    proposeNext: hurt => shelf.keep({ next: { hurt } }),
    disclose: async () => (await import('./disclosing.ts')).disclose(live.acting()),
    common: async () => (await import('./checking.ts')).commonWith(live.acting()),
    draft: shelf.draft,
    close,
    leave: () => {
      close()
      if (found.keyring.form === 'shared') void shelf.forget('forgotten')
    },
  }
}

/** The beginning of each channel this device may use. */
const rootsOf = async (ring: Ring): Promise<Roots> => {
  const roots = channelsFor(ring).map(async channel => [channel, await genesis(ring.session, channel)] as const)
  return new Map(await Promise.all(roots))
}
