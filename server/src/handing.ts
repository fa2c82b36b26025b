import { mayUse } from '@haven/shared/channels.ts'
import { toText } from './bytes.ts'
import type { Hub } from './hub.ts'
import type { Draft } from './log/records.ts'
import type { Store } from './log/store.ts'
import type { Rekeying } from './proposal.ts'

/** Each device has both halves before it reads the first entry that needs them. P6 */
export const handOut = (
  hub: Hub,
  { session, channel }: Pick<Draft, 'session' | 'channel'>,
  { epoch, share, wraps }: Rekeying,
): void => {
  const shares = [{ channel, epoch, share: toText(share) }]
  for (const { to, box } of wraps)
    hub.tell(
      session,
      { type: 'keys', shares, wraps: [{ channel, epoch, box: toText(box) }] },
      ({ device }) => device === to,
    )
}

/** As `handOut`, to all who listen here, of whatever another machine has stored. */
export const handOver = async (
  { shares: all, access }: Pick<Store, 'shares' | 'access'>,
  hub: Hub,
  session: string,
): Promise<void> => {
  const shares = (await all.of(session)).map(({ share, ...place }) => ({ ...place, share: toText(share) }))
  for (const { seat, device } of hub.listeners(session)) {
    const wraps = (await access.wraps(session, device)).map(({ box, ...place }) => ({ ...place, box: toText(box) }))
    const keys = { type: 'keys', shares: shares.filter(({ channel }) => mayUse(seat, channel)), wraps } as const
    hub.tell(session, keys, listener => listener.device === device)
  }
}
