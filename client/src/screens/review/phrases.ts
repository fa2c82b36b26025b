import { PHRASES, saidIn } from '@haven/shared/course.ts'
import { isPartner, type Partner } from '@haven/shared/steps.ts'
import { linesOf } from '../../parts/lines.ts'
import type { Look } from './look.ts'
import { type Reader, toldAt } from './reader.ts'

export type Way = keyof typeof PHRASES
export type Phrases = { round: 1 | 2; hurt: Partner; ways: Record<Way, { seq: number; words: string[] }[]> }

/**
 * The words of the one who was hurt as they said them, as they were said back to them, and the story of both, by round.
 * Nothing where not all may be read.
 */
export const phrasesOf = (reader: Pick<Reader, 'scene'>, look: Look): Phrases[] => {
  if (look.scope !== 'whole') return []
  return ([1, 2] as const).flatMap(round => {
    const hurt = look.snapshots.findLast(({ context }) => context.round === round)?.context.injured ?? undefined
    if (!isPartner(hurt)) return []
    const saidBy = (way: Way, isOf: (by: string) => boolean) =>
      saidIn(look.entries, PHRASES[way]).flatMap(entry => {
        const { seq, by } = entry
        const told = toldAt(reader, seq)
        const isHere = look.seen.has(seq) && look.snapshots[seq - 1]?.context.round === round
        if (!isHere || !isOf(by) || told?.state !== 'open') return []
        const words = linesOf(entry, told.words)
        return words.length > 0 ? [{ seq, words }] : []
      })
    const ways = {
      voice: saidBy('voice', by => by === hurt),
      back: saidBy('back', by => by !== hurt),
      story: saidBy('story', () => true),
    }
    return Object.values(ways).some(said => said.length > 0) ? [{ round, hurt, ways }] : []
  })
}
