import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Act, Channel, SideAct } from '@haven/shared/acts.ts'
import { channelsOf, isSide, mayUse } from '@haven/shared/channels.ts'
import { SEATS, type Seat } from '@haven/shared/steps.ts'
import { CLOSE, LIMITS } from '@haven/shared/wire.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toBytes } from '../bytes.ts'
import { openSqlite } from '../log/sqlite-store.ts'
import { boxOf } from '../testing/device.ts'
import { type House, openHouse } from '../testing/house.ts'
import { allThere } from '../testing/practice.ts'

let folder: string
let house: House
const at = (name: string) => join(folder, name)
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'haven-erase-'))
  mkdirSync(at('live'))
  house = await openHouse({ store: openSqlite(at('live')), isUnlimited: true })
})
afterEach(async () => {
  await house.close()
  rmSync(folder, { recursive: true })
})

/** Something with words in it, and where it lies. */
type Kept = { channel: Channel; by: Seat; seq: number; box: string }

const CHANNELS = channelsOf(true)
const SIZES = LIMITS.boxSizes.map(size => size + LIMITS.boxOverhead)
const BESIDE = { whisper: 'whispered', notes: 'noted', private: 'kept' } as const
const besideOf = (channel: Channel): SideAct => ({ type: BESIDE[channel.split(':')[0] as keyof typeof BESIDE] })

/** A talk of three past its consent, with a box of every size in each channel by each who may write there. */
const filled = async () => {
  const talk = await allThere(house)
  const { socks } = talk
  const kept: Kept[] = []
  const puts = async (by: Seat, channel: Channel, [act, step]: [Act | SideAct, string], box: string) => {
    const seq = await socks[by].does(act, step, { channel, box })
    expect(seq).toBeTypeOf('number')
    kept.push({ channel, by, seq: seq as number, box })
  }
  const all = async (step: string, act: Act) => {
    for (const by of SEATS) {
      if (by === 'therapist' && step !== 'arrive.consent') continue
      if (act.type === 'agreed') await puts(by, 'room', [act, step], boxOf(SIZES.at(-1)!))
      else expect(await socks[by].does(act, step)).toBeTypeOf('number')
      for (const other of SEATS) await socks[other].until(() => socks[other].entries.length >= socks[by].entries.length)
    }
  }
  await all('arrive.welcome', { type: 'readied' })
  await all('arrive.safety', { type: 'readied' })
  await all('arrive.consent', { type: 'agreed', wording: '-', kinds: 'use keep therapist' })
  for (const size of SIZES) {
    for (const by of SEATS) {
      await puts(by, 'room', [{ type: 'remarked' }, ''], boxOf(size))
      for (const other of SEATS) await socks[other].until(() => socks[other].entries.length >= socks[by].entries.length)
    }
    for (const channel of CHANNELS.filter(isSide))
      for (const by of SEATS.filter(seat => mayUse(seat, channel)))
        await puts(by, channel, [besideOf(channel), ''], boxOf(size))
  }
  return { ...talk, kept }
}

const filesIn = (name: string) => Buffer.concat(readdirSync(at(name)).map(file => readFileSync(join(at(name), file))))

/** Whether any piece of it lies in those files, whatever pages it was spread over. */
const isIn = (files: Buffer, text: string): boolean => {
  const bytes = Buffer.from(toBytes(text))
  const piece = Math.min(bytes.length, 24)
  for (let from = 0; from + piece <= bytes.length; from += 4 * piece)
    if (files.includes(bytes.subarray(from, from + piece))) return true
  return false
}
const left = (kept: readonly Kept[], name = 'live') => {
  const files = filesIn(name)
  return kept.filter(({ box }) => isIn(files, box))
}
const where = (kept: readonly Kept[]) => kept.map(({ channel, by, seq }) => `${channel} ${by} ${seq}`)

describe('A14 what is erased is in no file of the server any more', () => {
  it('A14 own words in every channel, of each who wrote there, and nobody else’s', async () => {
    const { socks, kept } = await filled()
    expect(where(left(kept))).toEqual(where(kept))
    cpSync(at('live'), at('before'), { recursive: true })
    const gone: Kept[] = []
    for (const channel of CHANNELS)
      for (const by of SEATS) {
        const own = kept.filter(one => one.channel === channel && one.by === by)
        if (own.length === 0) continue
        const seqs = own.map(({ seq }) => seq)
        expect(await socks[by].does({ type: 'erased', seqs }, '', { channel })).toBeTypeOf('number')
        gone.push(...own)
        await house.retain()
        expect(where(left(gone))).toEqual([])
        const stays = kept.filter(one => !gone.includes(one))
        expect(where(left(stays))).toEqual(where(stays))
      }
    expect(gone).toHaveLength(kept.length)
    // The search itself finds what is there.
    expect(where(left(kept, 'before'))).toEqual(where(kept))
  })

  it('A14 a talk that both forget: no box and no share of it, and a copy of its boxes has no share here', async () => {
    const [talk, other] = [await filled(), await filled()]
    const sharesOf = ({ socks }: typeof talk) => [
      ...new Set(SEATS.flatMap(seat => socks[seat].welcome!.shares.map(({ share }) => share))),
    ]
    expect(sharesOf(talk)).toHaveLength(CHANNELS.length)
    expect(sharesOf(talk).every(share => isIn(filesIn('live'), share))).toBe(true)
    cpSync(at('live'), at('before'), { recursive: true })
    talk.socks.p1.send({ type: 'forget', what: 'session' })
    await talk.socks.p2.until(() => talk.socks.p2.of('forgetting').length > 0)
    cpSync(at('live'), at('during'), { recursive: true })
    talk.socks.p2.send({ type: 'forget', what: 'session' })
    for (const seat of SEATS) await talk.socks[seat].until(() => talk.socks[seat].closed === CLOSE.erased)
    expect(where(left(talk.kept))).toEqual([])
    expect(sharesOf(talk).filter(share => isIn(filesIn('live'), share))).toEqual([])
    expect(await house.store.shares.of(talk.session)).toEqual([])
    expect(where(left(other.kept))).toEqual(where(other.kept))
    expect(sharesOf(other).every(share => isIn(filesIn('live'), share))).toBe(true)
    for (const copy of ['before', 'during']) expect(where(left(talk.kept, copy))).toEqual(where(talk.kept))
    const again = await house.connect()
    await again.hello(talk.session, talk.devices.p1)
    await again.until(() => again.closed === CLOSE.erased)
    expect(again.welcome).toBeUndefined()
  })
})
