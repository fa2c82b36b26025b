// @vitest-environment happy-dom
import { courseOf, snapshotsOf } from '@haven/shared/course.ts'
import { SEATS, type Seat } from '@haven/shared/steps.ts'
import { did, later, leadTo, openRoom, roomAt, spoke, supervised } from '@haven/shared/testing/room.ts'
import { walk } from '@haven/shared/testing/walk.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lookedBack } from '../../gallery/review-stage.ts'
import { momentsAt, momentsOf as talkOf, stage } from '../../gallery/stage.ts'
import { roomOf } from '../../parts/use-room.ts'
import { parts } from '../../text/talk.en.ts'
import type { Session } from '../../session/scene.ts'
import { type Bar, barsOf, reachOf, stretchesOf } from './drawn.ts'
import { EVERYTHING, type Filter, passes } from './filter.ts'
import { KINDS, PLACES } from './kinds.ts'
import { lookOf } from './look.ts'
import { readerOf } from './reader.ts'
import { momentsOf, seenAt } from './replaying.ts'
import { type Row, rowsOf, timesOf } from './rows.ts'
import { findIn } from './search.ts'
import { gapLine, lengthOf, readingTime, spaceOf } from './time.ts'

const lookingAt = (session: Session) => {
  const reader = readerOf(roomOf(session, session.get())!)!
  const look = lookOf(reader.scene)
  return { reader, look, rows: rowsOf(reader, look) }
}
const TALK = talkOf()
const DONE = TALK.at(-1)!
const both = async (session: Record<'p1' | 'p2', Session>) => {
  for (const seat of ['p1', 'p2'] as const) await session[seat].act({ type: 'allowed', kind: 'review' })
}

describe('what may be looked back at', () => {
  it('is one’s own words once the talk is done, all of it when both allow it, and again one’s own after one took it back', async () => {
    const seats = stage(DONE)
    const spokenBy = () =>
      new Set(lookingAt(seats.p1).rows.flatMap(({ entry }) => (entry.act.type === 'spoke' ? [entry.by] : [])))
    expect(spokenBy()).toEqual(new Set(['p1']))
    await seats.p1.act({ type: 'allowed', kind: 'review' })
    expect(spokenBy()).toEqual(new Set(['p1']))
    await seats.p2.act({ type: 'allowed', kind: 'review' })
    expect(spokenBy()).toEqual(new Set(['p1', 'p2']))
    await seats.p2.act({ type: 'withdrew', kind: 'review' })
    expect(spokenBy()).toEqual(new Set(['p1']))
    expect(lookingAt(seats.p2).look.scope).toBe('own')
  })

  it('is all that was said while the talk goes on', () => {
    const { look, rows } = lookingAt(stage(momentsAt('hear.check', TALK)[0]!).p2)
    expect(look.scope).toBe('whole')
    expect(new Set(rows.map(({ by }) => by))).toEqual(new Set(['p1', 'p2', undefined]))
  })

  it('C13: never holds what the live page would not show, in no moment and on nobody’s page', () => {
    const steps = ['arrive.roles', 'arrive.order', 'map.cycle', 'map.agree', 'weave.next', 'done'] as const
    for (const moment of steps.flatMap(step => momentsAt(step, TALK)))
      for (const seat of ['p1', 'p2'] as const) {
        const { reader, look, rows } = lookingAt(stage(moment)[seat])
        for (const row of rows) expect(look.seen).toContain(row.seq)
        for (const seq of momentsOf(look, rows)) {
          expect(look.seen).toContain(seq)
          for (const page of ['p1', 'p2'] as const)
            for (const letter of seenAt(reader, look, seq, page).letters) expect(look.seen).toContain(letter.seq)
        }
      }
  })

  it('stands where the session says it stood, as far as it is told, and nothing is judged again', () => {
    const { reader, look } = lookingAt(stage(DONE).p1)
    const told = reader.scene.told.slice(0, -3)
    const snapshots = snapshotsOf(look.entries)
    const handed = lookOf({ ...reader.scene, told, snapshots })
    expect(handed.snapshots).toHaveLength(told.length)
    handed.snapshots.forEach((one, at) => expect(one).toBe(snapshots[at]))
    expect(handed.course).toEqual(courseOf(look.entries.slice(0, told.length)))
    const opened = told.map(one => ({ ...one }))
    expect(lookOf({ ...reader.scene, told: opened, snapshots })).toBe(handed)
    const gone = opened.map(one => ({ ...one, entry: { ...one.entry } }))
    expect(lookOf({ ...reader.scene, told: gone, snapshots }).entries).toEqual(handed.entries)
    expect(lookOf({ ...reader.scene, told: [opened[0]!, ...gone.slice(1)] }).entries[1]).toBe(gone[1]!.entry)
  })

  it('shows on both pages what the fold that ran live showed there', async () => {
    const seats = stage(DONE)
    await both(seats)
    const { reader, look } = lookingAt(seats.p1)
    const at = momentsAt('hear.reflect', TALK)[1]!
    const seq = at.log.entries.length
    const theirs = seenAt(reader, look, seq, 'p2')
    const live = roomOf(stage(at).p2, stage(at).p2.get())!.view
    expect(theirs.letters.map(letter => letter.seq)).toEqual(live.letters.map(letter => letter.seq))
    expect(theirs.missing?.seq).toBe(live.missing?.seq)
    expect(seenAt(reader, look, seq, 'p1').missing).toBeUndefined()
    expect(theirs.prompt).not.toBe(seenAt(reader, look, seq, 'p1').prompt)
  })
})

const filters: fc.Arbitrary<Filter> = fc.record({
  persons: fc.subarray([...SEATS]).map(list => new Set<Seat>(list)),
  kinds: fc.subarray([...KINDS]).map(list => new Set(list)),
  places: fc.subarray([...PLACES]).map(list => new Set(list)),
})

describe('choosing and finding', () => {
  it('no choice hides or shows an entry wrongly, and none tells whose a pause was (R15)', async () => {
    const session = await lookedBack('whole', 'p1')
    const { rows } = lookingAt(session)
    expect(rows.some(({ entry }) => entry.act.type === 'paused')).toBe(true)
    fc.assert(
      fc.property(filters, filter => {
        const shown = rows.filter(row => passes(filter, row))
        for (const row of rows) {
          const isWanted =
            filter.kinds.has(row.kind) &&
            filter.places.has(row.place) &&
            (!row.text.includes(row.entry.by === 'p1' ? 'Noor' : 'Elias') && row.form === 'line'
              ? row.by === undefined || filter.persons.has(row.by)
              : filter.persons.has(row.entry.by))
          expect(shown.includes(row)).toBe(isWanted)
        }
        const everybody = rows.filter(row => passes({ ...filter, persons: EVERYTHING.persons }, row))
        const nobody = rows.filter(row => passes({ ...filter, persons: new Set() }, row))
        expect(nobody).toEqual(everybody.filter(({ by }) => by === undefined))
        expect(nobody.every(({ form }) => form === 'line')).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  const plain = (text: string) =>
    text
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/[‘’ʼ]/g, "'")
      .replaceAll(/[“”„]/g, '"')
      .replaceAll(/\s/g, ' ')
      .toLowerCase()

  it('finds every place and nothing else, in what is shown alone', () => {
    const words = fc.string({
      unit: fc.constantFrom('a', 'A', 'b', 'é', '’', "'", ' ', '\n', '😀', 'ß', 'İ', 'x'),
      maxLength: 30,
    })
    fc.assert(
      fc.property(fc.array(words, { maxLength: 5 }), words, (texts, query) => {
        const rows = texts.map((text, seq) => ({ seq, text }))
        const hits = findIn(rows, query)
        const wanted = plain(query.trim())
        const count = wanted === '' ? 0 : texts.reduce((sum, text) => sum + plain(text).split(wanted).length - 1, 0)
        expect(hits).toHaveLength(count)
        for (const { seq, from, to } of hits) expect(plain(texts[seq]!.slice(from, to))).toContain(wanted)
      }),
    )
  })
})

describe('the picture', () => {
  const numbers = fc.array(fc.nat(), { minLength: 10, maxLength: 60, size: 'max' })

  it('lays every stay of a chapter once, in order, none over another', () => {
    fc.assert(
      fc.property(numbers, picks => {
        const room = walk(roomAt('hear.check', supervised), picks).findLast(({ after }) => after)?.after ?? openRoom()
        const course = courseOf(room.entries)
        const bars = barsOf(course)
        expect(bars.map(({ stay }) => stay)).toEqual(course.filter(({ chapter }) => chapter))
        bars.slice(1).forEach((bar, index) => expect(bar.left).toBeGreaterThan(bars[index]!.left + bars[index]!.width))
        for (const { width, marks, rests, stay } of bars) {
          expect(marks).toHaveLength(stay.turns)
          for (const mark of marks) expect(mark).toBeLessThanOrEqual(width)
          for (const rest of rests) expect(rest.left + rest.width).toBeLessThanOrEqual(width + 0.01)
        }
      }),
      { numRuns: 10 },
    )
  })

  it('has room for the name of each chapter, however short the talk, and stays within a page, however long', () => {
    const wide = (bars: readonly Bar[]) => reachOf(stretchesOf(bars))
    const begun = barsOf(courseOf(roomAt('arrive.safety').entries))
    expect(wide(begun)).toBeGreaterThan(60)
    for (const step of ['arrive.safety', 'map.name', 'hear.check', 'done'] as const) {
      const stretches = stretchesOf(barsOf(courseOf(roomAt(step).entries)))
      stretches.slice(1).forEach(({ left }, index) => {
        const before = stretches[index]!
        expect(left - before.left).toBeGreaterThanOrEqual(parts.chapters[before.chapter].length * 10)
      })
    }
    const map = wide(barsOf(courseOf(roomAt('map.name').entries)))
    expect(map).toBeGreaterThan(250)
    expect(map).toBeLessThanOrEqual(320)
    const pieces = Array.from({ length: 250 }, () => ['p1', spoke] as const)
    const long = pieces.reduce((room, [by, act]) => did(room, by, act), roomAt('hear.voice'))
    expect(wide(barsOf(courseOf(long.entries)))).toBeLessThan(640)
  })

  it('counts a way back through a gate as another time, and another day as none', () => {
    const timeAt = (room: typeof again) => timesOf(courseOf(room.entries)).at(-1)
    const again = did(roomAt('hear.check'), 'p1', { type: 'answered', choice: 'partly' })
    expect(timeAt(did(again, 'p2', spoke))).toBe(2)
    const nextDay = leadTo(later(did(roomAt('hear.voice'), 'p1', { type: 'setDown' }), 90_000), 'hear.voice')
    expect(timeAt(did(nextDay, 'p1', spoke))).toBe(1)
  })
})

describe('time as one says it', () => {
  const at = (days: number, hour: number) => new Date(2026, 2, 1 + days, hour).getTime() / 1000
  it.each([
    [0, 0.05, undefined],
    [0, 0.1, '6 minutes later'],
    [0, 0.35, '20 minutes later'],
    [0, 3, '3 hours later'],
    [1, 12, 'The next day'],
    [9, 0, '9 days later'],
  ])('%i days and %d hours: %s', (days, hours, line) => {
    expect(gapLine(at(0, 9), at(days, 9) + (days === 1 ? 0 : hours * 3600))).toBe(line)
  })

  it('grows slowly, as space and as time to read', () => {
    expect([spaceOf(10), spaceOf(240), spaceOf(2400), spaceOf(1e9)]).toEqual([0, 1, 2.5, 6])
    expect([readingTime(''), readingTime('a'.repeat(100)), readingTime('a'.repeat(9000))]).toEqual([1000, 6800, 20000])
    expect([lengthOf(20), lengthOf(60), lengthOf(5 * 86_400)]).toEqual(['less than a minute', 'a minute', '5 days'])
  })
})

it('a name that turns the writing round turns nothing here', () => {
  const session = stage(DONE).p2
  const scene = session.get()
  const room = roomOf(session, { ...scene, names: { own: 'שָׂרָה\u202E \u2066', partner: '\u202Elive' } })!
  const reader = readerOf(room)!
  expect([reader.name('p1'), reader.name('p2')]).toEqual(['live', '\u2068שָׂרָה \u2069'])
  const rows: Row[] = rowsOf(reader, lookOf(reader.scene))
  const text = rows.map(row => row.text).join('\n')
  expect(text).toContain('\u2068שָׂרָה \u2069: ')
  expect(text.replaceAll('\u2068שָׂרָה \u2069', '')).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
  expect(findIn(rows, 'שרה : ').length).toBeGreaterThan(0)
})
