import type { HavenEntry, SideEntry } from '@haven/shared/acts.ts'
import { belongs, mayUse, type SideChannel } from '@haven/shared/channels.ts'
import type { Bytes } from '../seal/keys.ts'
import { isRekeyed, type Learns, rekeyFaultOf, type RoomView } from './rekeyed.ts'
import {
  type Book,
  emptyVerified,
  fitting,
  isAct,
  type Knows,
  orderFaultOf,
  sealFaultOf,
  story,
  type Verified,
} from './verified.ts'

/** What stands in a channel beside the room: acts, and where a new secret begins. */
export type SideTold = SideEntry | HavenEntry

/**
 * Of a channel beside the room: no machine and no place. Its devices are those the room's verified log knows, so
 * nothing is to be judged here before the room stands at its head.
 */
export const sideBook = (
  channel: SideChannel,
  genesis: Bytes,
  { view, learns }: { view: RoomView; learns?: Learns | undefined },
): Book<SideTold> => {
  const verified = emptyVerified(genesis)
  const knows: Knows = (device, seat) => view.members().some(one => one.device === device && one.seat === seat)
  const faultOf = async (entry: SideTold): Promise<string | undefined> => {
    if (isRekeyed(entry)) return rekeyFaultOf({ channel, view, learns }, entry)
    if (!isAct(entry)) return 'author'
    return rightFaultOf(channel, entry) ?? sealFaultOf(verified, entry, knows) ?? erasedFaultOf(verified, entry)
  }
  return {
    verified,
    stand: () => ({}),
    judge: async entry => {
      const why = orderFaultOf(verified, entry) ?? (await faultOf(entry))
      return why ? story(why) : fitting(verified, entry)
    },
  }
}

/** Who may act in the channel, what may be done there, and that it is done in no step. */
const rightFaultOf = (channel: SideChannel, entry: SideEntry): string | undefined => {
  if (!mayUse(entry.by, channel)) return 'author'
  if (!belongs(entry.act.type, channel)) return 'act'
  return entry.step === '' ? undefined : 'step'
}

const erasedFaultOf = ({ authors }: Verified, { act, by }: SideEntry): string | undefined =>
  act.type === 'erased' && !act.seqs.every(seq => authors[seq - 1] === by) ? 'erased' : undefined
