import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isTight, toBytes, toText } from './bytes.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const letters = fc.array(fc.constantFrom(...LETTERS), { maxLength: 9 }).map(all => all.join(''))

it('a text is tight exactly where its bytes are written as it is', () => {
  const same = (text: string) => isTight(text) === (toText(toBytes(text)) === text)
  expect(() => fc.assert(fc.property(letters, same))).not.toThrow()
})
