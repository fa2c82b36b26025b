import { backward } from './backward.ts'
import type { Read } from './batch.ts'
import { forward } from './forward.ts'
import { judge } from './judge.ts'
import type { Net } from './net.ts'
import type { Room } from './room.ts'
import { learnWord, type Luck, placeOf, type Word, wordsOf } from './words.ts'

/** Adds the slopes of a batch to the net's. Repeatable: the same net, batch and chance give the same numbers. */
export const study = (net: Net, room: Room, batch: readonly Read[], luck: Luck): void => {
  const met = new Map<number | string, Word>()
  net.heap.mark()
  for (const read of batch) {
    const words = wordsOf(net, room, read, { met, luck })
    if (words.length === 0) continue
    const said = { words, place: placeOf(net, room, read.place, { met, luck }) }
    forward(net, room, said, luck)
    judge(net, room, { read, length: words.length, share: 1 / batch.length }, luck.doses)
    backward(net, room, said, 1 - luck.doses.drop)
  }
  for (const word of met.values()) learnWord(net, room, word, luck.doses.blur)
  net.heap.release()
}
