import { type Entry, isBySeat } from '@haven/shared/acts.ts'
import { describe, expect, it } from 'vitest'
import { newId, random, toText } from '../seal/keys.ts'
import { foresee, link } from './link.ts'
import { sealedLog } from './testing/sealed-log.ts'
import { hashesOf } from './testing/story.ts'

const log = await sealedLog()

/** The same entries as new objects, of which nothing was begun. */
const fresh = (entries: readonly Entry[] = log.entries): Entry[] => structuredClone([...entries])

describe('C4 links that are begun ahead', () => {
  it('are those of the log', async () => {
    const entries = fresh()
    foresee(entries)
    expect(await hashesOf(log.genesis, entries)).toEqual(log.hashes)
  })

  it('count for nothing where another entry names a hash that is not the one before', async () => {
    const lie = { hash: toText(random(32)) }
    const entries = fresh().map(entry =>
      isBySeat(entry) ? { ...entry, mid: newId(), base: { ...entry.base, ...lie } } : entry,
    )
    const told = await hashesOf(log.genesis, fresh(entries))
    foresee(entries)
    expect(await hashesOf(log.genesis, entries)).toEqual(told)
  })

  it('that cannot be read fail where they are taken up, and nowhere else', async () => {
    const [last] = fresh(log.entries.slice(-1))
    const broken = { ...last!, box: '*' } as Entry
    foresee([...fresh(log.entries.slice(0, -1)), broken])
    await expect(link(log.hashes.at(-2)!, broken)).rejects.toThrow()
  })
})
