import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { newHash, newId } from '../testing/device.ts'
import { toBytes } from '../bytes.ts'
import type { Store } from './store.ts'
import type { VaultDoor } from './vaults.ts'

const newDoor = (): VaultDoor => ({ id: newId(), authHash: toBytes(newHash()) })
const wrong = ({ id }: VaultDoor): VaultDoor => ({ id, authHash: toBytes(newHash()) })
const vaultOf = (version: number, size = 40) => ({ version, blob: randomBytes(size) })

/** What every store promises of its vaults. Each implementation runs this same suite. */
export const vaultsContract = (name: string, open: () => Store | Promise<Store>) => {
  let store: Store
  beforeEach(async () => {
    store = await open()
    return async () => {
      await store.log.close()
      await store.shares.close()
    }
  })

  const make = async (count = 2) => {
    const doors = Array.from({ length: count }, newDoor)
    const vault = vaultOf(1)
    expect(await store.vaults.put(doors[0]!, vault, doors)).toBe('stored')
    return { doors, vault }
  }

  describe(`${name} keeps the vaults contract`, () => {
    it('gives back by every door what was put, and by no other', async () => {
      const { doors, vault } = await make(4)
      for (const door of doors) expect(await store.vaults.open(door)).toEqual(vault)
      for (const door of [newDoor(), wrong(doors[0]!)]) expect(await store.vaults.open(door)).toBeUndefined()
    })

    it('replaces blob and doors together', async () => {
      const { doors } = await make()
      const [next, vault] = [[doors[1]!, newDoor()], vaultOf(2, 30_000)]
      expect(await store.vaults.put(doors[0]!, vault, next)).toBe('stored')
      expect(await store.vaults.open(doors[0]!)).toBeUndefined()
      for (const door of next) expect(await store.vaults.open(door)).toEqual(vault)
    })

    it('changes nothing for one who does not open the door, whatever is asked', async () => {
      const { doors, vault } = await make()
      for (const version of [1, 2, 3])
        expect(await store.vaults.put(wrong(doors[0]!), vaultOf(version), [newDoor()])).toBe('unknown')
      expect(await store.vaults.put(newDoor(), vaultOf(2), [newDoor()])).toBe('unknown')
      expect(await store.vaults.forget(wrong(doors[0]!))).toBe(false)
      expect(await store.vaults.open(doors[0]!)).toEqual(vault)
    })

    it('takes no door of another vault', async () => {
      const [one, two] = [await make(), await make()]
      const own = newDoor()
      expect(await store.vaults.put(own, vaultOf(1), [own, one.doors[1]!])).toBe('unknown')
      expect(await store.vaults.put(two.doors[0]!, vaultOf(2), [two.doors[0]!, one.doors[1]!])).toBe('unknown')
      expect(await store.vaults.open(own)).toBeUndefined()
      expect(await store.vaults.open(one.doors[1]!)).toEqual(one.vault)
      expect(await store.vaults.open(two.doors[1]!)).toEqual(two.vault)
    })

    it('takes only the version that follows, and lets one of any number of racing writers through', async () => {
      const writes = fc.array(fc.record({ version: fc.integer({ min: 1, max: 6 }), by: fc.nat(1) }), { maxLength: 20 })
      await fc.assert(
        fc.asyncProperty(writes, async tried => {
          const { doors } = await make()
          const outcomes = await Promise.all(
            tried.map(({ version, by }) => store.vaults.put(doors[by]!, vaultOf(version), doors)),
          )
          let version = 1
          const expected = tried.map(asked =>
            asked.version === version + 1 ? ((version += 1), 'stored') : { older: version },
          )
          expect(outcomes).toEqual(expected)
          expect((await store.vaults.open(doors[0]!))?.version).toBe(version)
        }),
        { numRuns: 20 },
      )
    })

    it('forgets blob and doors, which may then be made anew', async () => {
      const [{ doors }, other] = [await make(), await make()]
      expect(await store.vaults.forget(doors[1]!)).toBe(true)
      for (const door of doors) expect(await store.vaults.open(door)).toBeUndefined()
      expect(await store.vaults.forget(doors[0]!)).toBe(false)
      expect(await store.vaults.put(doors[0]!, vaultOf(1), doors)).toBe('stored')
      expect(await store.vaults.open(other.doors[0]!)).toEqual(other.vault)
    })
  })
}
