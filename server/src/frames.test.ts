import type { Act } from '@haven/shared/acts.ts'
import { expect, it } from 'vitest'
import * as ws from 'ws'
import { boxFor, newHash, newId } from './testing/device.ts'
import { framed, textOf } from './frames.ts'

type Head = (data: Buffer, options: object) => Buffer[]
const { Sender } = ws as unknown as { Sender: { frame: Head } }
const asTheLibrary = (text: string) =>
  Buffer.concat(Sender.frame(Buffer.from(text), { fin: true, opcode: 1, mask: false, rsv1: false, readOnly: true }))

it.each([0, 1, 125, 126, 65_535, 65_536, 130_000])('a frame of %i bytes is the one the library writes', size => {
  expect(framed('x'.repeat(size)).equals(asTheLibrary('x'.repeat(size)))).toBe(true)
})

it('counts bytes, not letters', () => {
  expect(framed('ü'.repeat(80)).equals(asTheLibrary('ü'.repeat(80)))).toBe(true)
})

it.each<Act>([
  { type: 'spoke', aloud: false },
  { type: 'askedBack', choice: 'map.name' },
  { type: 'allowed', kind: '"\\\u2028💧' },
  { type: 'erased', seqs: [1, 2] },
])('P26 an entry is told as it is stored: $type', act => {
  const by = { seq: 7, at: 1_700_000_000, by: 'p1', epoch: 2, device: newId(), mid: newId(), step: 'map.name' } as const
  const entry = { ...by, base: { seq: 3, hash: newHash() }, act, box: boxFor(act.type) }
  expect(JSON.parse(textOf(entry))).toEqual(entry)
  const erased = { ...entry, box: null, boxHash: newHash() }
  expect(JSON.parse(textOf(erased))).toEqual(erased)
  expect(
    JSON.parse(textOf({ seq: 1, at: 2, by: 'haven', epoch: 1, act: { type: 'rekeyed', device: newId(), room: 1 } })),
  ).toMatchObject({ by: 'haven', act: { room: 1 } })
})
