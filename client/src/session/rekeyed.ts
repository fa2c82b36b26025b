import type { Channel, HavenEntry, Rekeyed } from '@haven/shared/acts.ts'
import { type Member, type Members, readersOf } from '@haven/shared/members.ts'
import type { Bytes } from '../seal/keys.ts'

/** A new secret of a channel, as the verified log tells of it: whose, for whom, and what its maker had read. */
export type Rekeying = {
  channel: Channel
  epoch: number
  from: Member
  readers: Members
  room: { seq: number; hash: Bytes }
}

/** Whether what was wrapped to this device opens; so too where it was not meant to have it. */
export type Learns = (rekeying: Rekeying) => Promise<boolean>

/** What is known of the room by which the devices of any channel are judged. */
export type RoomView = { members(): Members; verified: { hashes: readonly Bytes[] } }

export const isRekeyed = (entry: { by: string; act: { type: string } }): entry is HavenEntry & { act: Rekeyed } =>
  entry.by === 'haven' && entry.act.type === 'rekeyed'

/** C4: only a device that read the channel makes its secret, for all who did after an entry that this copy has too. */
export const rekeyFaultOf = async (
  { channel, view, learns }: { channel: Channel; view: RoomView; learns: Learns | undefined },
  { act, epoch }: HavenEntry,
): Promise<string | undefined> => {
  if (act.type !== 'rekeyed') return 'rekeyed'
  const hash = view.verified.hashes[act.room]
  const readers = readersOf(view.members(), channel, act.room)
  const from = readers.find(({ device }) => device === act.device)
  if (!hash || !from) return 'rekeyed'
  if (!learns) return undefined
  return (await learns({ channel, epoch, from, readers, room: { seq: act.room, hash } })) ? undefined : 'wrap'
}
