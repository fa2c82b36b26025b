import type { Entry, Opened, SeatEntry } from './acts.ts'
import { isBySeat } from './acts.ts'
import { isInStep } from './letters.ts'
import { apply, eventOf, type Snapshot, start, stepOf } from './replay.ts'
import { chapterOf, type Chapter, GATES, type Gate, gateOf, type Step } from './steps.ts'

/** Where the talk stood after each entry: `snapshots[seq - 1]`. Throws a `RangeError` where the machine refuses one. */
export const snapshotsOf = (entries: readonly Entry[]): Snapshot[] => {
  const [first] = entries
  if (first?.by !== 'haven' || first.act.type !== 'opened') throw new RangeError('entry 1 does not open the room')
  const authors = entries.map(({ by }) => by)
  const snapshots = [start(first.act as Opened)]
  for (const entry of entries.slice(1)) {
    const before = snapshots.at(-1)!
    const after = isBySeat(entry)
      ? apply(
          before,
          eventOf(entry, seq => authors[seq - 1]),
        )
      : before
    if (!after) throw new RangeError(`the machine refuses entry ${entry.seq}`)
    snapshots.push(after)
  }
  return snapshots
}

/** A stay in one step, from the entry that led there to the one that led on. Times in seconds since 1970. */
export type Stay = {
  readonly step: Step
  readonly chapter: Chapter | undefined
  readonly round: 1 | 2
  /** The seq after which the talk stood here, and the last one that was done here. */
  readonly from: number
  readonly to: number
  readonly began: number
  readonly ended: number
  /** How often somebody spoke. */
  readonly turns: number
  /** An answer at a gate, with the seq it was given at. */
  readonly answer: { readonly gate: Gate; readonly choice: string; readonly seq: number } | undefined
  readonly rests: readonly Rest[]
}

/** Time in which nothing was asked of anybody: a pause, a hold, a proposal to step back. */
export type Rest = { readonly kind: 'pause' | 'hold' | 'aside'; readonly from: number; readonly seconds: number }

type Stood = { entry: Entry; before: Snapshot; after: Snapshot }

/** The talk as stays in steps, in their order. */
export const courseOf = (entries: readonly Entry[], snapshots: readonly Snapshot[] = snapshotsOf(entries)): Stay[] => {
  const pieces = piecesOf(entries, snapshots)
  return pieces.map((piece, index) => {
    const [first] = piece
    const step = stepOf(first!.before)
    const began = pieces[index - 1]?.at(-1)?.entry.at ?? first!.entry.at
    return {
      step,
      chapter: chapterOf(step),
      round: first!.before.context.round,
      from: first!.entry.seq,
      to: piece.at(-1)!.entry.seq,
      began,
      ended: piece.at(-1)!.entry.at,
      turns: piece.filter(({ entry }) => entry.act.type === 'spoke').length,
      answer: answerIn(piece, step),
      rests: restsOf(piece),
    }
  })
}

/** Entries that were done in one step, without a break. */
const piecesOf = (entries: readonly Entry[], snapshots: readonly Snapshot[]): Stood[][] => {
  const pieces: Stood[][] = []
  entries.forEach((entry, index) => {
    const [before, after] = [snapshots[index - 1] ?? snapshots[index]!, snapshots[index]!]
    const last = pieces.at(-1)
    const isSame = last && stepOf(last.at(-1)!.after) === stepOf(last[0]!.before) && !isEnteredAnew(last.at(-1)!)
    if (isSame) last.push({ entry, before, after })
    else pieces.push([{ entry, before, after }])
  })
  return pieces
}

/** A step back to the step where one stood is a new stay all the same. */
const isEnteredAnew = ({ entry, before, after }: Stood): boolean =>
  isBySeat(entry) &&
  (entry.act.type === 'askedBack' || entry.act.type === 'agreed') &&
  before !== after &&
  stepOf(before) === stepOf(after) &&
  before.context.aside !== null &&
  after.context.aside === null

const answerIn = (piece: readonly Stood[], step: Step): Stay['answer'] => {
  const gate = gateOf(step)
  const given = piece.map(({ entry }) => entry).findLast((entry): entry is SeatEntry => entry.act.type === 'answered')
  return gate && given?.act.type === 'answered' ? { gate, choice: given.act.choice, seq: given.seq } : undefined
}

const LAID = { pause: 'pause', hold: 'hold', aside: 'aside' } as const

const restsOf = (piece: readonly Stood[]): Rest[] =>
  Object.values(LAID).flatMap(kind => {
    const rests: Rest[] = []
    let open: Entry | undefined
    for (const { entry, after } of piece) {
      const isOn = Boolean(after.context[kind])
      if (isOn) open ??= entry
      else if (open) {
        rests.push({ kind, from: open.seq, seconds: entry.at - open.at })
        open = undefined
      }
    }
    const last = piece.at(-1)!.entry
    return open ? [...rests, { kind, from: open.seq, seconds: last.at - open.at }] : rests
  })

/** The eight steps of the resolution model, with the steps of the talk that serve each and the gate that confirms it. */
export const MODEL: readonly {
  readonly row: number
  readonly steps: readonly Step[]
  readonly gate: Gate | undefined
}[] = [
  { row: 1, steps: ['map.name', 'hear.voice'], gate: 'heard' },
  { row: 2, steps: ['own.inner'], gate: undefined },
  { row: 3, steps: ['hear.deepen'], gate: 'deepHeard' },
  { row: 4, steps: ['hear.reflect2', 'own.context'], gate: 'deepHeard' },
  { row: 5, steps: ['hear.deepen', 'own.landed'], gate: 'landed' },
  { row: 6, steps: ['own.say'], gate: 'landed' },
  { row: 7, steps: ['reach.ask'], gate: 'reached' },
  { row: 8, steps: ['reach.answer', 'reach.land', 'weave.story', 'weave.care'], gate: 'reached' },
]

export type Reached = 'notReached' | 'tried' | 'confirmed'

/**
 * How far each row of the model came in the round the talk ended in: tried where something was said in one of its steps,
 * confirmed where the injured partner's yes stands (at the reach a partly is one), never a judgement of how well.
 */
export const modelOf = (course: readonly Stay[], last: Snapshot): { row: number; reached: Reached }[] => {
  const { round, gates } = last.context
  const here = course.filter(stay => stay.round === round)
  return MODEL.map(({ row, steps, gate }) => {
    const tried = here.filter(stay => steps.includes(stay.step))
    const isTried = tried.some(({ turns, step }) => turns > 0 || step === 'own.inner')
    const isLedOn = tried.some(
      ({ step, to }) => step === 'own.inner' && here.some(stay => stay.step === 'own.say' && stay.from > to),
    )
    const isConfirmed = gate ? gates[gate] : isLedOn
    return { row, reached: !isTried ? 'notReached' : isConfirmed ? 'confirmed' : 'tried' }
  })
}

/** How often each gate was answered other than yes, over the whole talk: depth, not failure. */
export const loopsOf = (course: readonly Stay[]): Record<Gate, number> =>
  Object.fromEntries(
    GATES.map(gate => [gate, course.filter(({ answer }) => answer?.gate === gate && isAgain(answer)).length]),
  ) as Record<Gate, number>

const isAgain = ({ gate, choice }: NonNullable<Stay['answer']>): boolean =>
  choice !== 'yes' && !(gate === 'reached' && choice === 'partly')

/** The injured partner's own words on their way: said in voice and in the deepening, said back, and in the story. */
export const PHRASES: Readonly<Record<'voice' | 'back' | 'story', readonly Step[]>> = {
  voice: ['map.name', 'hear.voice', 'hear.deepen'],
  back: ['hear.reflect', 'hear.reflect2', 'own.say'],
  story: ['weave.story', 'weave.care'],
}

/** Entries with words of one of these steps, in order. */
export const saidIn = (entries: readonly Entry[], steps: readonly Step[]): SeatEntry[] =>
  entries.filter(
    (entry): entry is SeatEntry =>
      isBySeat(entry) && entry.act.type === 'spoke' && isInStep(entry) && steps.some(step => step === entry.step),
  )
