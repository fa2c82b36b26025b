import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

/** Whoever runs Haven keeps the key elsewhere: what makes backups can't read them. The files are those of `age`. */
export const newKey = async (file: string): Promise<string> => {
  const identity = await generateIdentity()
  const recipient = await identityToRecipient(identity)
  await writeFile(file, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx' })
  return recipient
}

/** Writes `to` whole, on disk and for its owner alone, or not at all. Bytes. */
export const seal = async (from: string, to: string, recipient: string): Promise<number> => {
  const draft = `${to}.part`
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  try {
    const sealed = await encrypter.encrypt(bytesIn(from))
    await pipeline(Readable.fromWeb(sealed as ReadableStream), createWriteStream(draft, { mode: 0o600 }))
    const handle = await open(draft, 'r')
    const { size } = await handle.stat()
    await handle.sync()
    await handle.close()
    await rename(draft, to)
    return size
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Throws where the key is not this file's, or a byte of it was changed; nothing of it is left then. */
export const unseal = async (from: string, to: string, keyFile: string): Promise<void> => {
  const decrypter = new Decrypter()
  for (const identity of await identitiesIn(keyFile)) decrypter.addIdentity(identity)
  try {
    const opened = await decrypter.decrypt(bytesIn(from))
    await pipeline(Readable.fromWeb(opened as ReadableStream), createWriteStream(to, { mode: 0o600, flags: 'wx' }))
  } catch (error) {
    await rm(to, { force: true })
    throw error
  }
}

const bytesIn = (file: string) => Readable.toWeb(createReadStream(file)) as globalThis.ReadableStream<Uint8Array>

const identitiesIn = async (keyFile: string): Promise<string[]> => {
  const lines = (await readFile(keyFile, 'utf8')).split('\n').map(line => line.trim())
  return lines.filter(line => line.startsWith('AGE-SECRET-KEY-'))
}
