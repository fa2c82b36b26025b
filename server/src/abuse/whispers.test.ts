import type { Act, SideAct } from '@haven/shared/acts.ts'
import type { SideChannel } from '@haven/shared/channels.ts'
import type { Seat } from '@haven/shared/steps.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type House, openHouse } from '../testing/house.ts'
import { allThere } from '../testing/practice.ts'
import { sized } from './full.ts'

type Deed = { by: Seat } & (
  | { act: Act }
  | { act: SideAct; channel: SideChannel }
  | { ping: number }
  | { passes: number }
)

const withdrew: Act = { type: 'withdrew', kind: 'export' }
const side = (by: Seat, channel: SideChannel, act: SideAct): Deed => ({ by, channel, act })

/** What the second partner may see, and what they may not: whispers of the other, notes, what others keep to themselves. */
const seen = fc.oneof(
  fc.record({ by: fc.constantFrom<Seat>('p1', 'p2', 'therapist'), act: fc.constant(withdrew) }),
  fc.record({ by: fc.constant<Seat>('p2'), ping: fc.nat(99) }),
  fc.record({ by: fc.constant<Seat>('p2'), passes: fc.integer({ min: 1, max: 9_000 }) }),
)
const unseen = fc.constantFrom(
  side('p1', 'whisper:p1', { type: 'whispered' }),
  side('therapist', 'whisper:p1', { type: 'whispered' }),
  side('therapist', 'notes', { type: 'noted' }),
  side('therapist', 'notes', { type: 'bookmarked' }),
  side('p1', 'private:p1', { type: 'kept' }),
  side('p1', 'whisper:p1', { type: 'erased', seqs: [1] }),
)
const isSeen = (deed: Deed) => !('channel' in deed)

/** Every frame to the second partner, by its kind and its size in order, while all this is done. */
const toldTo2 = async (house: House, deeds: readonly Deed[]): Promise<[string, number][]> => {
  const { socks } = await allThere(house)
  const before = socks.p2.frames.length
  for (const deed of deeds) {
    if ('passes' in deed) {
      house.pass(deed.passes)
      // Every device says now and then that it is there, whatever its person does.
      for (const sock of Object.values(socks)) await sock.settled()
      await house.sweep()
    } else if ('ping' in deed) {
      socks.p2.send({ type: 'ping', n: deed.ping + 100 })
    } else if ('channel' in deed) {
      // Nobody waits for it: it may share a commit with what follows.
      socks[deed.by].send(socks[deed.by].proposal(deed.act, '', { channel: deed.channel }))
    } else expect(await socks[deed.by].does(deed.act, '')).toBeTypeOf('number')
    if (isSeen(deed)) await socks.p2.settled()
  }
  for (const sock of Object.values(socks)) await sock.settled()
  return socks.p2.frames.slice(before).map(frame => [frame.type, JSON.stringify(frame).length])
}

it('A12 P40 with and without whispers, notes and what is kept, the other partner is told the same frames', async () => {
  const [all, few] = [await openHouse({ isUnlimited: true }), await openHouse({ isUnlimited: true })]
  const deeds = fc.array(fc.oneof(seen, unseen), { minLength: 5, maxLength: 40, size: 'max' })
  await fc.assert(
    fc.asyncProperty(deeds, async said => {
      expect(await toldTo2(all, said)).toEqual(await toldTo2(few, said.filter(isSeen)))
    }),
    { numRuns: sized(15, 500) },
  )
  for (const house of [all, few]) await house.close()
}, 3_600_000)
