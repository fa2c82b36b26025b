import { roomAt, supervised } from '@haven/shared/testing/room.ts'
import { beforeEach, expect, it } from 'vitest'
import { openMemory } from './log/memory-store.ts'
import type { Store } from './log/store.ts'
import { Shelf } from './shelf.ts'
import { readStanding } from './standing.ts'
import { changed } from './testing/changed.ts'
import { newTestDevice } from './testing/device.ts'
import { furnish } from './testing/furnish.ts'
import { linked } from './whole.ts'

let store: Store
let place: { session: string; channel: 'room' }
let head: number
let shelf: Shelf
const reads: number[] = []

beforeEach(async () => {
  store = openMemory()
  const devices = { p1: await newTestDevice(), p2: await newTestDevice(), therapist: await newTestDevice() }
  place = { session: await furnish(store, roomAt('weave.story', supervised), devices), channel: 'room' }
  head = (await store.log.load(place.session, 'room', 1))!.head
  shelf = new Shelf(counted(), place)
  reads.length = 0
})

const counted = () =>
  changed(store.log, {
    read: (at, after, limit) => {
      reads.push(after)
      return store.log.read(at, after, limit)
    },
  })

type Told = { entries: { seq: number; box?: string | null }[] }
const told = async (after: number, until = head) =>
  (await shelf.pages(after, until)).flatMap(
    ({ frame }) => (JSON.parse(String(frame.subarray(frame.indexOf('{')))) as Told).entries,
  )
const seqs = async (after: number) => (await told(after)).map(({ seq }) => seq)
const from = (after: number) => Array.from({ length: head - after }, (_, at) => after + at + 1)

it('reads once for all who missed the same', async () => {
  const [one, two] = await Promise.all([shelf.pages(head - 5, head), shelf.pages(head - 5, head)])
  expect(one).toBe(two)
  expect(await seqs(head - 5)).toEqual(from(head - 5))
  expect(reads).toHaveLength(1)
  expect(await seqs(head - 4)).toEqual(from(head - 4))
  expect(reads).toHaveLength(2)
})

it('P42 has what was followed when the room was loaded, but for the first, for which nothing vouches', async () => {
  await readStanding(store.log, place, rows => shelf.lay(rows))
  expect(await seqs(head - 17)).toEqual(from(head - 17))
  expect(await seqs(head - 5)).toEqual(from(head - 5))
  expect(reads).toHaveLength(0)
  expect(await seqs(head - 18)).toEqual(from(head - 18))
  expect(reads).toHaveLength(1)
})

it('P36 never has words that were erased since', async () => {
  await readStanding(store.log, place, rows => shelf.lay(rows))
  const said = (await told(head - 17)).findLast(({ box }) => box)!
  const last = (await store.log.read(place, head - 1, 1))[0]!
  const erased = { ...last.entry, seq: head + 1, act: { type: 'erased' as const, seqs: [said.seq] } }
  const row = linked(last.hash, erased as typeof last.entry)
  await store.log.append([{ ...place, rows: [row], erase: [said.seq] }])
  expect((await told(head - 17, head + 1)).find(({ seq }) => seq === said.seq)!.box).toBeNull()
})

it('keeps nothing once it was cleared, and no failure', async () => {
  await readStanding(store.log, place, rows => shelf.lay(rows))
  shelf.clear()
  await seqs(head - 5)
  expect(reads).toHaveLength(1)
  const { read } = store.log
  store.log.read = () => Promise.reject(new Error('locked'))
  await expect(shelf.pages(head - 6, head)).rejects.toThrow('locked')
  store.log.read = read
  expect(await seqs(head - 6)).toEqual(from(head - 6))
})
