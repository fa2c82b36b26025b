import * as z from 'zod/mini'
import { AES, bind, type Bytes, decrypt, encrypt, fromUtf8, random, sha, toBytes, toText, utf8 } from '../seal/keys.ts'
import { readContent, type VaultContent } from './content.ts'
import { authHashOf, type DoorKind, knockOf, newSalt, type Secret, VAULT, wrapKeyOf } from './doors.ts'

/** One way in. `retired`: its phrase has been replaced, and it goes as soon as nobody stands in it. Base64url. */
export type Door = {
  kind: DoorKind
  id: string
  authHash: string
  salt: string
  wrapped: string
  retired?: true
}
export type Body = { doors: Door[]; content: VaultContent }

const DOOR_KINDS = ['words', 'code'] as const
const OuterDoor = z.looseObject({ kind: z.string(), salt: z.string(), wrapped: z.string() })
const Blob = z.looseObject({ v: z.literal(1), doors: z.array(OuterDoor), sealed: z.string() })
const InnerDoor = z.looseObject({
  kind: z.enum(DOOR_KINDS),
  id: z.string(),
  authHash: z.string(),
  salt: z.string(),
  wrapped: z.string(),
  retired: z.optional(z.literal(true)),
})
const Inner = z.looseObject({ doors: z.array(InnerDoor), content: z.unknown() })

/** 32 random bytes, the same for the life of the workspace. */
export const newVaultKey = (): Bytes => random(32)

/** For use: this form cannot be exported. */
export const importVaultKey = (key: Bytes): Promise<CryptoKey> =>
  globalThis.crypto.subtle.importKey('raw', key, AES, false, ['encrypt', 'decrypt'])

export const newDoor = async (secret: Secret, key: Bytes): Promise<Door> => {
  const salt = newSalt()
  const knock = await knockOf(secret)
  const wrapped = await encrypt(await wrapKeyOf(secret, salt), wrapBound(secret.kind), key)
  const authHash = await authHashOf(knock)
  return { kind: secret.kind, id: knock.id, authHash, salt: toText(salt), wrapped: toText(wrapped) }
}

/** The vault key as this secret opens it. Throws when no door of the blob fits. */
export const unwrapKey = async (blob: string, secret: Secret): Promise<Bytes> => {
  const { doors } = readBlob(blob)
  for (const { salt, wrapped } of doors.filter(({ kind }) => kind === secret.kind)) {
    const key = await unwrap(secret, salt, wrapped).catch(() => undefined)
    if (key) return key
  }
  throw new Error('no door of this vault')
}

const unwrap = async (secret: Secret, salt: string, wrapped: string): Promise<Bytes> =>
  decrypt(await wrapKeyOf(secret, toBytes(salt)), wrapBound(secret.kind), toBytes(wrapped))

/** Of whole steps of 8 KiB: the server does not learn how many couples there are. */
const STEP = 8_192

/** Bound to its version, so that it can be given back under no other. */
export const sealBlob = async (key: CryptoKey, version: number, body: Body): Promise<string> => {
  const plain = utf8(JSON.stringify(body))
  const padded = new Uint8Array(Math.ceil(plain.length / STEP) * STEP).fill(SPACE)
  padded.set(plain)
  const sealed = toText(await encrypt(key, bodyBound(version), padded))
  const doors = body.doors.map(({ kind, salt, wrapped }) => ({ kind, salt, wrapped }))
  return toText(utf8(JSON.stringify({ v: 1, doors, sealed })))
}

/** Throws when it was sealed under another key or version, or says what no workspace would. */
export const openBlob = async (key: CryptoKey, version: number, blob: string): Promise<Body> => {
  const opened = await decrypt(key, bodyBound(version), toBytes(readBlob(blob).sealed))
  const { doors, content } = Inner.parse(JSON.parse(fromUtf8(opened)))
  return { doors: doors as Door[], content: readContent(content) }
}

/** Which of all blobs it is. */
export const markOf = async (blob: string): Promise<string> => toText(await sha(utf8(blob)))

const SPACE = 0x20
const readBlob = (blob: string) => Blob.parse(JSON.parse(fromUtf8(toBytes(blob))))
const wrapBound = (kind: DoorKind) => bind(VAULT, 'key', kind)
const bodyBound = (version: number) => bind(VAULT, 'body', version)
