import { AES, type Bytes, deriveBits, deriveKey, LABEL, random, sha, toBytes, toText } from '../seal/keys.ts'
import type { Cost } from './argon.ts'
import { readCode } from './code.ts'
import { readPhrase } from './phrase.ts'
import { stretch } from './stretch.ts'

export const VAULT = `${LABEL}/vault`

/** What somebody types to unlock a workspace. */
export type Typed = { kind: 'words'; phrase: string } | { kind: 'code'; code: string }
export type DoorKind = Typed['kind']

/** What opens a door, stretched; never leaves the device. */
export type Secret = { kind: DoorKind; bytes: Bytes }

/** What the server asks for. Base64url. */
export type Knock = { id: string; auth: string }

/** `undefined`: what was typed cannot be a phrase or a code. */
export const readSecret = async (typed: Typed, cost?: Cost): Promise<Secret | undefined> => {
  if (typed.kind === 'code') {
    const bytes = readCode(typed.code)
    return bytes && { kind: 'code', bytes }
  }
  const phrase = await readPhrase(typed.phrase)
  return phrase === undefined ? undefined : { kind: 'words', bytes: await stretch(phrase, cost) }
}

/** The same on every device, before anything of the vault is known. */
export const knockOf = async ({ kind, bytes }: Secret): Promise<Knock> => {
  const [id, auth] = await Promise.all([
    deriveBits(bytes, NO_SALT, [VAULT, kind, 'id']),
    deriveBits(bytes, NO_SALT, [VAULT, kind, 'auth']),
  ])
  return { id: toText(id.subarray(0, 16)), auth: toText(auth) }
}

/** What wraps the vault key behind this door. The salt lies beside what is wrapped. */
export const wrapKeyOf = ({ kind, bytes }: Secret, salt: Bytes): Promise<CryptoKey> =>
  deriveKey(bytes, salt, [VAULT, kind, 'wrap'], AES)

export const newSalt = (): Bytes => random(32)

/** All the server keeps of what opens a door. */
export const authHashOf = async ({ auth }: Knock): Promise<string> => toText(await sha(toBytes(auth)))

const NO_SALT = new Uint8Array()
