import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Act, type Entry, isBySeat, type Opened } from './acts.ts'
import { apply, eventOf, keep, type Kept, placeOf, replay, restore, type Snapshot, start } from './replay.ts'
import { isPartner, otherOf, SEATS, type Step, STEP_IDS } from './steps.ts'
import { couple, did, openRoom, type Room, roomAt, supervised } from './testing/room.ts'
import { endOf } from './testing/walk.ts'
import { CANDIDATES, viewOf } from './view.ts'

const talks = fc.tuple(
  fc.constantFrom(couple, supervised),
  fc.constantFrom(...STEP_IDS),
  fc.array(fc.nat(), { minLength: 10, maxLength: 80, size: 'max' }),
)
const roomOf = ([opened, step, picks]: [Opened, Step, number[]]) => endOf(roomAt(step, opened), picks)
const inAny = (check: (room: Room) => void, numRuns = 20) =>
  fc.assert(
    fc.property(talks, talk => check(roomOf(talk))),
    { numRuns },
  )

/** The rest of a log, applied to where the first part led. */
const goOn = (snapshot: Snapshot, entries: readonly Entry[], from: number) =>
  entries
    .slice(from)
    .filter(isBySeat)
    .reduce(
      (at, entry) =>
        apply(
          at,
          eventOf(entry, seq => entries[seq - 1]?.by),
        )!,
      snapshot,
    )

const throughJson = (kept: Kept) => JSON.parse(JSON.stringify(kept)) as Kept

describe('a log, folded', () => {
  it('R19 leads to the same place in one go, act by act, and in two halves with a store between', () => {
    fc.assert(
      fc.property(talks, fc.nat(), (talk, cut) => {
        const { entries, snapshot } = roomOf(talk)
        const half = 1 + (cut % entries.length)
        const first = restore(throughJson(keep(replay(entries.slice(0, half)))))
        expect(keep(replay(entries))).toEqual(keep(snapshot))
        expect(throughJson(keep(goOn(first, entries, half)))).toEqual(keep(snapshot))
      }),
      { numRuns: 20 },
    )
  })

  it('R20 is mirrored where p1 and p2 change places', () => {
    const swap = (by: string) => (isPartner(by) ? otherOf(by) : by)
    const mirrored = ({ value, context }: Kept) => ({
      value,
      context: JSON.parse(
        JSON.stringify(context).replaceAll(/"p([12])"/g, (_, seat) => (seat === '1' ? '"p2"' : '"p1"')),
      ) as unknown,
    })
    inAny(({ entries, snapshot }) => {
      const other = replay(entries.map(entry => ({ ...entry, by: swap(entry.by) }) as Entry))
      expect(keep(other)).toEqual(mirrored(keep(snapshot)))
    })
  })

  it('R14 does not depend on what is in the boxes', () => {
    inAny(({ entries, snapshot }) => {
      const others = entries.map(entry => (isBySeat(entry) ? { ...entry, box: `other${entry.seq}` } : entry))
      expect(keep(replay(others))).toEqual(keep(snapshot))
    }, 10)
  })

  it('throws, naming the entry, where the machine would have refused it', () => {
    const { entries } = roomAt('map.name')
    const forged = { ...entries.at(-1)!, seq: entries.length + 1 }
    expect(() => replay([...entries, forged])).toThrow(`refuses entry ${entries.length + 1}`)
    expect(() => replay(entries.slice(1))).toThrow('does not open')
  })

  it('passes by what the server wrote', () => {
    const joined: Entry = {
      seq: 2,
      at: 1,
      epoch: 1,
      by: 'haven',
      act: { type: 'joined', seat: 'p2', device: '', agreePub: '', signPub: '' },
    }
    expect(keep(replay([openRoom().entries[0]!, joined]))).toEqual(keep(start(couple)))
  })

  it('is refused an erasing of entries of others', () => {
    const room = roomAt('hear.reflect')
    const seq = room.entries.findLast(({ by }) => by === 'p1')!.seq
    const event = (by: 'p1' | 'p2') =>
      eventOf({ act: { type: 'erased', seqs: [seq] }, by, at: room.now }, at => room.entries[at - 1]?.by)
    expect(apply(room.snapshot, event('p1'))).toBeDefined()
    expect(apply(room.snapshot, event('p2'))).toBeUndefined()
  })
})

describe('R13 ways', () => {
  const plain = CANDIDATES.filter(
    ({ type }) =>
      !'paused ended held guided askedBack tookBack parked withdrew allowed reviewed remarked retained'
        .split(' ')
        .includes(type),
  )

  /** The number of acts on a shortest way to each place, breadth first over all that can be kept. */
  const waysIn = (opened: Opened) => {
    const from = start(opened)
    const known = new Set([JSON.stringify(keep(from))])
    const ways = new Map<string, number>([[placeOf(from), 0]])
    let front = [from]
    for (let acts = 1; front.length > 0 && acts < 60; acts += 1) {
      front = front
        .flatMap(snapshot => nextOf(snapshot, acts, ways))
        .filter(next => {
          const key = JSON.stringify(keep(next))
          return !known.has(key) && known.add(key)
        })
    }
    return ways
  }
  const nextOf = (snapshot: Snapshot, acts: number, ways: Map<string, number>) =>
    plain.flatMap(act =>
      SEATS.flatMap(by => {
        const next = snapshot.can({ ...act, by, at: 0 }) ? apply(snapshot, { ...act, by, at: 0 }) : undefined
        if (next && !ways.has(placeOf(next))) ways.set(placeOf(next), acts)
        // A frontier a few acts behind the shortest way to the same step adds nothing but time.
        return next && ways.get(placeOf(next))! + 3 >= acts ? [next] : []
      }),
    )

  it.each([couple, supervised])('R13 lead to every step and overlay', opened => {
    const ways = waysIn(opened)
    const over = [
      ['over.pause', { type: 'paused', minutes: 1 }, 'p1'],
      ['over.stepBack', { type: 'askedBack', choice: 'map.name' }, 'p2'],
      ['over.hold', { type: 'held' }, 'therapist'],
    ] as const
    for (const [place, act, by] of over) {
      const next = apply(roomAt('hear.voice', opened).snapshot, { ...act, by, at: 0 })
      if (next) ways.set(placeOf(next), ways.get('hear.voice')! + 1)
      expect([place, next !== undefined]).toEqual([place, by !== 'therapist' || opened.therapist])
    }
    expect(STEP_IDS.filter(step => !ways.has(step))).toEqual([])
    expect(ways.get('done')).toBeLessThan(ways.get('weave.next')!)
  })

  it('R13 lead to done from everywhere, in at most four acts of one person', () => {
    inAny(({ snapshot }) => {
      let at: Snapshot | undefined = snapshot
      for (let acts = 0; at?.value !== 'done' && acts < 4; acts += 1)
        at = apply(at!, { type: 'ended', by: 'p2', at: 0 })
      expect(at?.value).toBe('done')
    })
  })
})

describe('R15 no cause shows', () => {
  const seen = (room: Room, seat: 'p1' | 'p2') => {
    const view = viewOf(room.snapshot, room.entries, seat)
    return JSON.stringify({ ...view, presses: [...view.presses] })
  }

  it('R15 whoever pauses, ends or sets down, each seat sees the same', () => {
    inAny(room => {
      for (const act of [{ type: 'paused', minutes: 20 }, { type: 'ended' }, { type: 'setDown' }] as const) {
        const rooms = SEATS.flatMap(by => {
          const snapshot = apply(room.snapshot, { ...act, by, at: room.now })
          return snapshot ? [did(room, by, act)] : []
        })
        for (const seat of ['p1', 'p2'] as const)
          expect(new Set(rooms.map(one => seen(one, seat))).size).toBeLessThan(2)
      }
    }, 15)
  })

  it.each(['paused', 'ended', 'setDown', 'tookBack'])('R15 %s has no room for a reason', type => {
    const act = { type, ...(type === 'paused' && { minutes: 1 }), ...(type === 'tookBack' && { choice: 'heard' }) }
    expect(Act.safeParse(act).success).toBe(true)
    expect(Act.safeParse({ ...act, reason: 'tired' }).success).toBe(false)
  })
})
