import { describe, expect, it } from 'vitest'
import { fromUtf8, newId, random, toBytes, toText, utf8 } from '../seal/keys.ts'
import { EMPTY, type VaultContent } from './content.ts'
import type { Secret } from './doors.ts'
import { coupleOf } from './testing/couples.ts'
import { importVaultKey, newDoor, newVaultKey, openBlob, sealBlob, unwrapKey } from './vault.ts'

const make = async (content: VaultContent = { ...EMPTY, name: 'Dr. Stein' }) => {
  const key = newVaultKey()
  const lock = await importVaultKey(key)
  const words: Secret = { kind: 'words', bytes: random(32) }
  const code: Secret = { kind: 'code', bytes: random(16) }
  const doors = [await newDoor(words, key), await newDoor(code, key)]
  return { key, lock, words, code, doors, blob: await sealBlob(lock, 3, { doors, content }) }
}
const couples = (count: number) => Array.from({ length: count }, () => coupleOf(newId()))

describe('the blob', () => {
  it('opens by either door to what was sealed', async () => {
    const content = { ...EMPTY, name: 'Dr. Stein', couples: couples(3) }
    const { key, lock, words, code, doors, blob } = await make(content)
    expect(await unwrapKey(blob, words)).toEqual(key)
    expect(await unwrapKey(blob, code)).toEqual(key)
    expect(await openBlob(lock, 3, blob)).toEqual({ doors, content })
  })

  it('opens by no other secret, nor by the right one of the other kind', async () => {
    const { words, code, blob } = await make()
    for (const wrong of [
      { ...words, bytes: random(32) },
      { ...words, kind: 'code' },
      { ...code, kind: 'words' },
    ] as Secret[])
      await expect(unwrapKey(blob, wrong)).rejects.toThrow('no door')
  })

  it('opens under no other version and no other key', async () => {
    const { lock, blob } = await make()
    for (const version of [1, 2, 4]) await expect(openBlob(lock, version, blob)).rejects.toThrow()
    await expect(openBlob(await importVaultKey(newVaultKey()), 3, blob)).rejects.toThrow()
  })

  it('opens with no bit of it changed', async () => {
    const { lock, blob } = await make()
    const parsed = JSON.parse(fromUtf8(toBytes(blob)))
    const sealed = toBytes(parsed.sealed)
    for (const at of [0, 12, 500, sealed.length - 1]) {
      const changed = sealed.with(at, sealed[at]! ^ 1)
      const forged = toText(utf8(JSON.stringify({ ...parsed, sealed: toText(changed) })))
      await expect(openBlob(lock, 3, forged)).rejects.toThrow()
    }
    for (const broken of ['', 'e30', toText(utf8(JSON.stringify({ ...parsed, v: 2 })))])
      await expect(openBlob(lock, 3, broken)).rejects.toThrow()
  })

  it('shows neither a name nor a secret, and not how many couples there are', async () => {
    const few = await make({ ...EMPTY, name: 'Dr. Stein', couples: couples(1) })
    const more = await make({ ...EMPTY, name: 'Dr. Stein', couples: couples(5) })
    expect(more.blob).toHaveLength(few.blob.length)
    const seen = fromUtf8(toBytes(few.blob))
    const { v, doors, ...rest } = JSON.parse(seen)
    expect([v, doors.length, Object.keys(rest)]).toEqual([1, 2, ['sealed']])
    expect(doors.map((door: object) => Object.keys(door))).toEqual(doors.map(() => ['kind', 'salt', 'wrapped']))
    for (const hidden of ['Stein', 'Tuesday', 'secret of', few.doors[0]!.id]) expect(seen).not.toContain(hidden)
  })

  it('holds well over a hundred couples within what the server takes', async () => {
    const { blob } = await make({ ...EMPTY, couples: couples(150) })
    expect(blob.length).toBeLessThan(524_288)
  })
})
