import { isBySeat } from '@haven/shared/acts.ts'
import type { Step } from '@haven/shared/steps.ts'
import { describe, expect, it } from 'vitest'
import { paperOf } from '../export/paper.ts'
import { seated, SUPERVISED } from '../gallery/seated.ts'
import { momentsAt, momentsOf, stage } from '../gallery/stage.ts'
import { factOf } from '../screens/facts.ts'
import { deskRoomOf } from '../screens/workspace/room/desk-room.ts'
import { factIn } from '../screens/workspace/room/facts.ts'
import type { Session } from '../session/scene.ts'
import { transcript as text } from '../text/told.en.ts'
import { lineOf } from './line.ts'
import { roomOf } from './use-room.ts'

const MOMENTS = momentsOf(seated(), SUPERVISED)
const actsIn = (session: Session) => session.get().told.flatMap(({ entry }) => (isBySeat(entry) ? [entry] : []))
const read = ({ p1, therapist }: ReturnType<typeof stage>) => {
  const [room, desk] = [roomOf(p1, p1.get())!, deskRoomOf(therapist, therapist.get())!]
  return {
    partner: actsIn(p1).flatMap(entry => factOf(room, entry) ?? []),
    third: actsIn(therapist).flatMap(entry => factIn(desk, entry) ?? []),
  }
}
/** As a copy tells it. */
const copied = ({ p1 }: ReturnType<typeof stage>) => {
  const { told, mode } = p1.get()
  const words = told.flatMap(({ entry, words: said }) => (said === undefined ? [] : [[String(entry.seq), said]]))
  const { chapters } = paperOf({
    scope: 'whole',
    by: 'p1',
    mode,
    names: { p1: 'Noor', p2: 'Elias', therapist: 'Mara' },
    entries: told.map(({ entry }) => entry),
    words: Object.fromEntries(words),
    made: 0,
    about: [],
    head: { seq: told.length, hash: '' },
  } as unknown as Parameters<typeof paperOf>[0])
  return chapters.flatMap(({ steps }) => steps.flatMap(({ lines }) => lines.map(line => line.text)))
}
const at = (step: Step) => stage(momentsAt(step, MOMENTS)[0]!)

describe('an act as one quiet line', () => {
  it('is the same to a partner, to their therapist and in a copy, with whose hurt it was, the aim and the close', async () => {
    const seats = stage(MOMENTS.at(-1)!)
    for (const seat of ['p1', 'p2'] as const) await seats[seat].act({ type: 'allowed', kind: 'review' })
    await seats.therapist.act({ type: 'reviewed' })
    await seats.p2.act({ type: 'withdrew', kind: 'review' })
    const { partner, third } = read(seats)
    expect(partner).toEqual(third)
    expect(partner).toEqual(
      expect.arrayContaining([
        'Noor agreed.',
        'Mara agreed.',
        'Noor: I was hurt.',
        'Elias: Noor can go first.',
        'Noor: One of us is fully heard.',
        text.allowed.review('Elias'),
        text.closed.review,
      ]),
    )
    expect(partner.some(line => line.startsWith('Mara opened the transcript, '))).toBe(true)
    const inCopy = copied(seats)
    const isCopied = (line: string) => inCopy.some(one => line.startsWith(one.replace(/\.$/, '')))
    expect(partner.filter(line => !line.startsWith('Put aside') && !isCopied(line))).toEqual([])
  })

  it('of what the two chose until it fitted tells the last alone', () => {
    const seats = stage(MOMENTS.at(-1)!)
    const { partner, third } = read(seats)
    for (const lines of [partner, third, copied(seats)]) {
      expect(lines.filter(line => line.endsWith(': I need to go first.'))).toHaveLength(1)
      expect(lines).not.toContain('Noor: Neither of us.')
      expect(lines).not.toContain('Elias: We stay near.')
    }
  })

  it('R15: of a stop for the day names nobody, whether it was ended, set down or left for another day', async () => {
    const seats = at('hear.voice')
    await seats.p2.act({ type: 'ended' })
    const { partner, third } = read(seats)
    expect([partner.at(-1), third.at(-1)]).toEqual([text.ended, text.ended])
    const asking = at('reach.ask')
    const hurt = asking.p1.get().snapshot!.context.injured as 'p1' | 'p2'
    await asking[hurt].act({ type: 'chose', choice: 'notToday' })
    expect(read(asking).partner.at(-1)).toBe('Not today.')
    expect(copied(asking)).toContain('Not today.')
  })

  it('says “not now” where the answer may have been later or never', async () => {
    const seats = at('own.invite')
    const hurt = seats.p1.get().snapshot!.context.injured as 'p1' | 'p2'
    await seats[hurt].act({ type: 'chose', choice: 'notNow' })
    const name = hurt === 'p1' ? 'Noor' : 'Elias'
    expect(read(seats).partner.at(-1)).toBe(`${name}: Not now.`)
    expect(read(seats).third.at(-1)).toBe(`${name}: Not now.`)
  })

  it('keeps words that run from right to left to themselves', () => {
    const telling = {
      name: () => 'Noor',
      words: () => ({ title: 'שלום.' }),
      keepDays: 30,
      isPractice: false,
      replaced: new Set<number>(),
    }
    const parked = { ...actsIn(at('hear.voice').p1)[0]!, act: { type: 'parked' as const } }
    expect(lineOf(telling, parked)).toBe(text.parked('\u2068שלום.\u2069'))
    expect(lineOf({ ...telling, words: () => ({ title: 'The boat.' }) }, parked)).toBe(text.parked('The boat.'))
  })

  it('leaves a wish to erase to what was erased', async () => {
    const seats = at('close.after')
    const before = read(seats).partner
    await seats.p2.act({ type: 'chose', choice: 'eraseMine' })
    expect(read(seats).partner).toEqual(before)
    await seats.p1.act({ type: 'chose', choice: 'keep' })
    expect(read(seats).partner.at(-1)).toMatch(/^Noor: Keep my words until (\d+ days|two days) after/)
  })
})
