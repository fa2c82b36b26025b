import { type Bytes, random } from '../seal/keys.ts'

/** Crockford’s: no I, L, O or U. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SIZE = 16
/** 26 letters hold 130 bits, of which the first two are none. */
const LENGTH = 26
const GROUP = 3

/** 128 random bits in nine groups of three letters, the last of which is the check. */
export const newCode = (): string => writeCode(random(SIZE))

export const writeCode = (bytes: Bytes): string => {
  const bits = `00${[...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')}`
  const digits = Array.from({ length: LENGTH }, (_, i) => Number.parseInt(bits.slice(i * 5, i * 5 + 5), 2))
  const letters = [...digits, checkOf(digits)].map(digit => LETTERS[digit]).join('')
  return letters.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-')
}

/** Forgives case, spaces, hyphens, O for 0, I and L for 1. `undefined`: one wrong or swapped letter, or no code at all. */
export const readCode = (typed: string): Bytes | undefined => {
  const letters = typed
    .toUpperCase()
    .replaceAll(/[\s.,\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  const digits = [...letters].map(letter => LETTERS.indexOf(letter))
  if (digits.length !== LENGTH + 1 || digits.includes(-1) || digits[0]! > 7) return undefined
  if (checkOf(digits.slice(0, LENGTH)) !== digits[LENGTH]) return undefined
  const bits = digits
    .slice(0, LENGTH)
    .map(digit => digit.toString(2).padStart(5, '0'))
    .join('')
    .slice(2)
  return Uint8Array.from({ length: SIZE }, (_, i) => Number.parseInt(bits.slice(i * 8, i * 8 + 8), 2))
}

/** Each letter weighs another power of 2 in GF(32), so one wrong letter, or any two swapped, never go unseen. */
const checkOf = (digits: readonly number[]): number => digits.reduce((sum, digit) => doubled(sum ^ digit), 0)
const doubled = (digit: number): number => ((digit << 1) ^ (digit & 16 ? 0b100101 : 0)) & 31
