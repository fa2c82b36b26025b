import { AES, bind, type Bytes, decrypt, encrypt, fromUtf8, LABEL, utf8 } from './keys.ts'

/** The device lock: cannot be exported, seals keyring and drafts at rest. */
export const newLock = (): Promise<CryptoKey> =>
  globalThis.crypto.subtle.generateKey(AES, false, ['encrypt', 'decrypt'])

/** `name` is bound, so one record cannot be put in another's place. */
export const sealRecord = (lock: CryptoKey, name: string, value: unknown): Promise<Bytes> =>
  encrypt(lock, recordBound(name), utf8(JSON.stringify(value)))

/** Throws if the record is not what this lock sealed under this name. */
export const openRecord = async (lock: CryptoKey, name: string, box: Bytes): Promise<unknown> =>
  JSON.parse(fromUtf8(await decrypt(lock, recordBound(name), box)))

const recordBound = (name: string) => bind(`${LABEL}/record`, name)
