import type { Partner } from '@haven/shared/steps.ts'
import { hold } from './holding.ts'
import { genesis } from './link.ts'
import { Live } from './live.ts'
import type { Parts } from './parts.ts'
import type { Session } from './scene.ts'
import { createShelf } from './shelf.ts'
import { firstScene } from './showing.ts'
import { findRing } from './talks.ts'

/** Opens a session this device holds keys of, whether there is a line or not. `undefined`: it holds none. */
export const openSession = async (parts: Parts, session: string, seat?: Partner): Promise<Session | undefined> => {
  const found = await findRing(parts, session, seat)
  if (!found) return undefined
  const shelf = createShelf(found.keyring, found.ring)
  const now = parts.clock.now()
  const scene = firstScene(shelf.ring, now - shelf.ring.lastVisit)
  await shelf.keep({ lastVisit: now })
  const live = new Live(parts, shelf, { scene, root: await genesis(session, 'room') })
  const close = () => {
    release()
    live.close()
  }
  const release = hold(parts, { session, seat: shelf.ring.seat, close })
  return {
    get: live.board.get,
    subscribe: live.board.subscribe,
    act: (act, words) => live.act(act, words),
    settled: mid => live.outbox.settled(mid),
    dismissReturned: () => live.dismissReturned(),
    dismissAll: () => live.dismissAll(),
    renewInvite: () => live.inviting.renew(),
    forget: what => live.forget(what),
    proposeNext: hurt => shelf.keep({ next: { hurt } }),
    draft: shelf.draft,
    close,
    leave: () => {
      close()
      if (found.keyring.form === 'shared') void shelf.forget()
    },
  }
}
