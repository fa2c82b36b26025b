import { expect, it } from 'vitest'
import * as ws from 'ws'
import { framed } from './frames.ts'

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
