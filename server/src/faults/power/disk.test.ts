import { describe, expect, it } from 'vitest'
import { Disk } from './disk.ts'

const wrote = (file: string, at: number, text: string) =>
  ({ what: 'wrote', file, at, bytes: Buffer.from(text) }) as const
const half = () => 0.4
const textOf = (disk: Disk, keep: number, random = half) => disk.found(keep, random).get('a')?.toString()

describe('F2 a disk whose power goes', () => {
  it('has what was synced, whatever chance says, and nothing else where nothing is kept', () => {
    const disk = new Disk()
    disk.do(wrote('a', 0, 'kept'))
    expect(textOf(disk, 0)).toBeUndefined()
    disk.do({ what: 'synced', file: 'a' })
    disk.do(wrote('a', 2, 'lost'))
    expect([textOf(disk, 0), textOf(disk, 1)]).toEqual(['kept', 'kelost'])
  })

  it('syncs one file and not another', () => {
    const disk = new Disk()
    disk.do(wrote('a', 0, 'loose'))
    disk.do({ what: 'synced', file: 'b' })
    expect(textOf(disk, 0)).toBeUndefined()
  })

  it('tears a write at 512 bytes of the file', () => {
    const disk = new Disk()
    disk.do(wrote('a', 500, 'x'.repeat(600)))
    const draws = [0.4, 0.9, 0.1, 0.9]
    const found = disk.found(0.5, () => draws.shift()!).get('a')!
    expect([found.length, found.subarray(0, 512).includes('x'), found.subarray(512).toString()]).toEqual([
      1024,
      false,
      'x'.repeat(512),
    ])
  })

  it('cuts and removes as it writes: loosely, until it syncs', () => {
    const disk = new Disk()
    disk.do(wrote('a', 0, 'long'))
    disk.do({ what: 'synced', file: 'a' })
    disk.do({ what: 'cut', file: 'a', size: 2 })
    expect([textOf(disk, 0), textOf(disk, 1)]).toEqual(['long', 'lo'])
    disk.do({ what: 'removed', file: 'a' })
    expect([textOf(disk, 0), textOf(disk, 1)]).toEqual(['long', undefined])
  })
})
