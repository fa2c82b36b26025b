import { SEATS } from '@haven/shared/steps.ts'
import type { Keys } from './keys.ts'
import type { Ring } from './ring.ts'
import type { Disclosed } from './scene.ts'
import { nameKeyOf } from './showing.ts'
import type { Threads } from './threads.ts'

/** The room and the keys of it. Rejects where one of them is not there. */
export const disclose = async ({
  ring,
  keys,
  threads,
}: {
  ring: Ring
  keys: Pick<Keys, 'disclose'>
  threads: Threads
}): Promise<Disclosed> => {
  const { session, seat, names } = ring
  const disclosed = await keys.disclose()
  const { open, told } = threads.room.get()
  if (!open || Object.keys(disclosed).length === 0) throw new Error('the story is not open')
  const known = SEATS.flatMap(of => {
    const name = names[nameKeyOf(of, seat)]
    return name ? [[of, name] as const] : []
  })
  return { session, seat, names: Object.fromEntries(known), entries: told.map(({ entry }) => entry), keys: disclosed }
}
