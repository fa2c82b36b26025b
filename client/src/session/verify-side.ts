import type { SideEntry } from '@haven/shared/acts.ts'
import { belongs, mayUse, type SideChannel } from '@haven/shared/channels.ts'
import type { Bytes } from '../seal/keys.ts'
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

/**
 * Of a channel beside the room: no machine and no place. Its devices are those the room's verified log knows, so
 * nothing is to be judged here before the room stands at its head.
 */
export const sideBook = (channel: SideChannel, genesis: Bytes, knows: Knows): Book<SideEntry> => {
  const verified = emptyVerified(genesis)
  return {
    verified,
    stand: () => ({}),
    judge: async entry => {
      const why = orderFaultOf(verified, entry) ?? rightFaultOf(channel, entry) ?? sealFaultOf(verified, entry, knows)
      if (why ?? erasedFaultOf(verified, entry)) return story(why ?? 'erased')
      return fitting(verified, entry)
    },
  }
}

/** Who may act in the channel, what may be done there, and that it is done in no step. */
const rightFaultOf = (channel: SideChannel, entry: SideEntry): string | undefined => {
  if (!isAct(entry) || !mayUse(entry.by, channel)) return 'author'
  if (!belongs(entry.act.type, channel)) return 'act'
  return entry.step === '' ? undefined : 'step'
}

const erasedFaultOf = ({ authors }: Verified, { act, by }: SideEntry): boolean =>
  act.type === 'erased' && !act.seqs.every(seq => authors[seq - 1] === by)
