import { describe, expect, it } from 'vitest'
import { decrypt, encrypt, isSame, random, toText } from '../seal/keys.ts'
import { COST } from './argon.ts'
import { newCode } from './code.ts'
import { authHashOf, knockOf, readSecret, type Secret, wrapKeyOf } from './doors.ts'
import { newPhrase } from './phrase.ts'
import { stretch } from './stretch.ts'
import { CHEAP } from './testing/vault-double.ts'

const nothing = new Uint8Array()

describe('a phrase is stretched', () => {
  it('by Argon2id, 64 MiB, three rounds, one lane, as any other implementation would', async () => {
    expect(COST).toEqual({ m: 64 * 1_024, t: 3, p: 1 })
    expect(Buffer.from(await stretch('a b c d e f')).toString('hex')).toBe(
      'b16f7b351167da4736f754a175614186a9b21ba89cfe1015f23b6f6f6f46b47d',
    )
  })

  it('to the same however it was typed, to another where a word differs', async () => {
    const [phrase, other] = [await newPhrase(), await newPhrase()]
    const read = (typed: string) => readSecret({ kind: 'words', phrase: typed }, CHEAP)
    expect(await read(phrase.toUpperCase().replaceAll(' ', '-'))).toEqual(await read(phrase))
    expect(isSame((await read(phrase))!.bytes, (await read(other))!.bytes)).toBe(false)
    expect(await read('not a phrase')).toBeUndefined()
  })
})

describe('a door', () => {
  const secret = (kind: Secret['kind']): Secret => ({ kind, bytes: Uint8Array.from({ length: 32 }, (_, at) => at) })

  it('is another for the words and for the code, even of one secret', async () => {
    const [words, code] = [await knockOf(secret('words')), await knockOf(secret('code'))]
    expect(words.id).toMatch(/^[\w-]{22}$/)
    expect(words.auth).toMatch(/^[\w-]{43}$/)
    expect(new Set([words.id, words.auth.slice(0, 22), code.id, code.auth.slice(0, 22)]).size).toBe(4)
    expect(await authHashOf(words)).not.toBe(words.auth)
    expect(await knockOf(secret('words'))).toEqual(words)
  })

  it('wraps by its own secret, kind and salt alone', async () => {
    const [salt, plain] = [random(32), random(32)]
    const box = await encrypt(await wrapKeyOf(secret('words'), salt), nothing, plain)
    expect(toText(await decrypt(await wrapKeyOf(secret('words'), salt), nothing, box))).toBe(toText(plain))
    for (const [other, with_] of [
      [secret('code'), salt],
      [secret('words'), random(32)],
      [{ kind: 'words', bytes: random(32) } as Secret, salt],
    ] as const)
      await expect(decrypt(await wrapKeyOf(other, with_), nothing, box)).rejects.toThrow()
  })

  it('reads a code without stretching it', async () => {
    const code = newCode()
    const read = await readSecret({ kind: 'code', code: code.toLowerCase() })
    expect(read).toMatchObject({ kind: 'code' })
    expect(read!.bytes).toHaveLength(16)
    expect(await readSecret({ kind: 'code', code: code.slice(1) })).toBeUndefined()
  })
})
