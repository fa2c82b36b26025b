import { type Act, type Channel, mayCarryWords, type SideAct } from '@haven/shared/acts.ts'
import { belongs, isSide, SIDE_CHANNELS } from '@haven/shared/channels.ts'
import type { RefusalCode } from '@haven/shared/refusal.ts'
import { placeOf } from '@haven/shared/replay.ts'
import { newId, toBytes, toText } from '../seal/keys.ts'
import { seal } from '../seal/seal.ts'
import { writeWords } from './forms.ts'
import type { Keys } from './keys.ts'
import type { Item, Ring } from './ring.ts'
import type { AnyReturned, Pending, Scene, SidePending, SideReturned, SideWords, Words } from './scene.ts'
import type { Threads } from './threads.ts'

type Acting = { ring: Ring; keys: Keys; threads: Threads }
export type Said = { act: Act | SideAct; words?: SideWords | undefined; channel: Channel }

/** Seals an act where its channel stands now. RangeError: too long to seal. Throws while there is none to act in. */
export const sealItem = async (acting: Acting, { act, words, channel }: Said, resealed = 0): Promise<Item> => {
  const { ring, keys, threads } = acting
  if (isSide(channel) ? !belongs(act.type, channel) : isOfSide(act.type)) throw new Error('not an act of this channel')
  const [current, step, base] = [keys.current(channel), stepIn(threads, channel), threads.get(channel)?.head]
  if (!current || step === undefined || !base) throw new Error('the story is not open')
  const { session, seat, device } = ring
  const place = { channel, epoch: current.epoch, mid: newId(), step, act }
  const header = { ...place, session, by: seat, device: device.id, base: { seq: base.seq, hash: toBytes(base.hash) } }
  const box = await seal(current.key, header, mayCarryWords(act.type) ? writeWords(words) : undefined)
  return { frame: { type: 'propose', ...place, base, box: toText(box) }, resealed, ...(words ? { words } : {}) }
}

/** The same act under a new mid. `undefined`: the room has moved on, so it is for its author to say it again or not. */
export const sealAgain = async (acting: Acting, { frame, words, resealed }: Item): Promise<Item | undefined> => {
  const { act, channel, step } = frame
  if (stepIn(acting.threads, channel) !== step) return undefined
  return sealItem(acting, { act, channel, words }, resealed + 1)
}

const isOfSide = (type: string) => type !== 'erased' && SIDE_CHANNELS.some(channel => belongs(type, channel))

/** Beside the room there are no steps. `undefined`: not open. */
const stepIn = (threads: Threads, channel: Channel): string | undefined => {
  const { open, snapshot } = threads.room.get()
  if (!open || !snapshot || !threads.get(channel)?.open) return undefined
  return isSide(channel) ? '' : placeOf(snapshot)
}

/** What is on its way, for the screens. */
export const pendingIn = (items: readonly Item[]): Pick<Scene, 'pending' | 'sidePending'> => ({
  pending: items.filter(({ frame }) => !isSide(frame.channel)).map(pendingOf),
  sidePending: items.filter(({ frame }) => isSide(frame.channel)).map(sidePendingOf),
})

const pendingOf = ({ frame: { mid, step, act }, words }: Item): Pending => ({
  mid,
  step,
  act: act as Act,
  ...(words ? { words: words as Words } : {}),
})

const sidePendingOf = ({ frame: { mid, channel, act }, words }: Item): SidePending => ({
  mid,
  channel: channel as SidePending['channel'],
  act: act as SideAct,
  ...(words ? { words } : {}),
})

/** What its author gets back of an act that was refused. */
export const returnedOf = (item: Item, code: RefusalCode): AnyReturned =>
  isSide(item.frame.channel) ? { code, ...sidePendingOf(item) } : { code, ...pendingOf(item) }

const isSideReturned = (returned: AnyReturned): returned is SideReturned => 'channel' in returned

/** Where it comes back from. */
export const channelOf = (returned: AnyReturned): Channel => (isSideReturned(returned) ? returned.channel : 'room')

/** The first that was returned of each channel. */
export const returnedIn = (
  returned: readonly AnyReturned[],
): { returned: Scene['returned'] | undefined; sideReturned: Scene['sideReturned'] } => ({
  returned: returned.find(one => !isSideReturned(one)) as Scene['returned'],
  sideReturned: Object.fromEntries(
    returned
      .filter(isSideReturned)
      .toReversed()
      .map(one => [one.channel, one]),
  ),
})
