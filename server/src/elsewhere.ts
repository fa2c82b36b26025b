import { CLOSE } from '@haven/shared/wire.ts'
import type { Haven } from './haven.ts'
import type { Happened } from './log/elsewhere.ts'
import type { Stand } from './log/event-log.ts'

/** What other machines commit takes effect here too: as soon as it is heard of, and at the latest when next looked for. */
export const listen = (haven: Haven): void => {
  haven.store.elsewhere?.hear(happened => void heed(haven, happened).catch(haven.failed))
}

/** For what was not heard of. Every 4 s. */
export const lookElsewhere = async (haven: Haven): Promise<void> => {
  const { rooms, store } = haven
  if (!store.elsewhere) return
  const sessions = rooms.sessions
  const moved = await store.elsewhere.heads(sessions)
  const there = new Set(moved.map(({ session }) => session))
  for (const one of moved) if (rooms.headOf(one.session, one.channel) < one.head) await heed(haven, one)
  for (const session of sessions) if (!there.has(session)) await heed(haven, { what: 'gone', session })
}

/** What is stored of a session by now, by whomever; it is on its way into the rooms. A device that comes from another
 *  machine may have seen more there than was heard of here. C11 */
export const standsNow = async ({ rooms, store }: Haven, session: string): Promise<Stand[]> => {
  const all = await store.log.stands(session)
  if (store.elsewhere) for (const { channel, head } of all) rooms.moved({ session, channel, head })
  return all
}

export type InTurn = (asked: {
  look: (() => Promise<unknown>) | undefined
  go: () => void
  failed: (error: unknown) => void
}) => void

/** What has to look first goes when it has looked, and nothing that came later goes before it. */
export const oneByOne = (): InTurn => {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  return ({ look, go, failed }) => {
    if (!look && waiting === 0) return go()
    waiting += 1
    last = last
      .then(look)
      .then(go, failed)
      .finally(() => (waiting -= 1))
  }
}

const heed = async (haven: Haven, happened: Happened): Promise<void> => {
  const { hub, rooms, store } = haven
  const { session } = happened
  if (happened.what === 'gone') return leave(haven, session)
  if (happened.what === 'moved') {
    rooms.moved(happened)
    if (happened.channel === 'room') await closeRemoved(haven, session)
  } else if (happened.what === 'asked') {
    const asked = await store.access.forgetting(session)
    if (asked) hub.tell(session, { type: 'forgetting', ...asked })
  } else {
    const { seat } = happened
    const invite = (await store.access.invites(session)).find(one => one.seat === seat && one.claimedAt !== null)
    hub.tell(session, { type: 'invited', seat }, ({ device }) => device === invite?.byDevice)
  }
}

const leave = async ({ hub, rooms, store }: Haven, session: string): Promise<void> => {
  if (!(await store.access.isErased(session))) return
  rooms.drop(session)
  hub.close(session, CLOSE.erased)
}

/** P41 */
const closeRemoved = async ({ hub, store }: Haven, session: string): Promise<void> => {
  if (!hub.hasListeners(session)) return
  const devices = new Set((await store.access.devices(session)).map(({ id }) => id))
  hub.expel(session, ({ device }) => !devices.has(device), CLOSE.removed)
}
