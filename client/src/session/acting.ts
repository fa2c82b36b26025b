import { type Act, mayCarryWords } from '@haven/shared/acts.ts'
import { placeOf } from '@haven/shared/replay.ts'
import { newId, toBytes, toText } from '../seal/keys.ts'
import { seal } from '../seal/seal.ts'
import { writeWords } from './forms.ts'
import type { Keys } from './keys.ts'
import type { Item, Ring } from './ring.ts'
import type { Pending, Words } from './scene.ts'
import type { StoryState } from './story.ts'

type Acting = { ring: Ring; keys: Keys; story: StoryState }
type Said = { act: Act; words?: Words }

/** Seals an act where the story stands now. RangeError: too long to seal. Throws while there is no story to act in. */
export const sealItem = async ({ ring, keys, story }: Acting, { act, words }: Said, resealed = 0): Promise<Item> => {
  const { current } = keys
  if (!current || !story.open || !story.snapshot) throw new Error('the story is not open')
  const { session, seat, device } = ring
  const base = story.head
  const place = { channel: 'room', epoch: current.epoch, mid: newId(), step: placeOf(story.snapshot), act } as const
  const header = { ...place, session, by: seat, device: device.id, base: { seq: base.seq, hash: toBytes(base.hash) } }
  const box = await seal(current.key, header, mayCarryWords(act.type) ? writeWords(words) : undefined)
  return { frame: { type: 'propose', ...place, base, box: toText(box) }, resealed, ...(words ? { words } : {}) }
}

/** The same act under a new mid. `undefined`: the room has moved on, so it is for its author to say it again or not. */
export const sealAgain = async (acting: Acting, { frame, words, resealed }: Item): Promise<Item | undefined> => {
  const { snapshot } = acting.story
  if (!snapshot || placeOf(snapshot) !== frame.step) return undefined
  return sealItem(acting, { act: frame.act, ...(words ? { words } : {}) }, resealed + 1)
}

export const pendingOf = ({ frame: { mid, step, act }, words }: Item): Pending => ({
  mid,
  step,
  act,
  ...(words ? { words } : {}),
})
