import { Downward } from '@haven/shared/wire.ts'

/**
 * What whispers to one partner left in the frames of the other, in bytes: every frame that names a channel which is not
 * theirs, and whatever came with whispers that did not come without, or the other way. Own whispers aside; what depends
 * on the clock alone (who is there, pongs) too.
 */
export const traceOf = (withWhispers: readonly string[], without: readonly string[]): number => {
  const foreign = withWhispers.filter(frame => FOREIGN.test(frame))
  const [more, less] = [piecesOf(withWhispers), piecesOf(without)]
  return sizeOf(foreign) + sizeOf(leftOf(more, less)) + sizeOf(leftOf(less, more))
}

const FOREIGN = /whisper:p1|"notes"|private:p1/

/** The room as it came: who did what in which step, with a box of what size. */
const piecesOf = (frames: readonly string[]): string[] =>
  frames.flatMap(text => {
    const frame = Downward.parse(JSON.parse(text))
    if (frame.type !== 'entries' || frame.channel !== 'room') return []
    return frame.entries.map(entry => JSON.stringify([entry.by, entry.act.type, boxSizeOf(entry)]))
  })

const boxSizeOf = (entry: object): number => ('box' in entry && typeof entry.box === 'string' ? entry.box.length : 0)

/** What is in `some` more often than in `others`. */
const leftOf = (some: readonly string[], others: readonly string[]): string[] => {
  const left = [...others]
  return some.filter(one => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

const sizeOf = (texts: readonly string[]): number => texts.reduce((all, text) => all + text.length, 0)
