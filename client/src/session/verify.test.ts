import { type Act, type Entry, isBySeat, mayCarryWords, type SeatEntry } from '@haven/shared/acts.ts'
import type { Partner, Seat } from '@haven/shared/steps.ts'
import { describe, expect, it } from 'vitest'
import { newDevice } from '../seal/device.ts'
import { newId, toText } from '../seal/keys.ts'
import { seal } from '../seal/seal.ts'
import { sealedLog } from './testing/sealed-log.ts'
import { hashesOf, headAt, readerOf } from './testing/story.ts'

const log = await sealedLog()
const voiced = log.entries.find(entry => isBySeat(entry) && entry.step === 'hear.voice') as SeatEntry
const consent = log.entries.find(entry => isBySeat(entry) && entry.step === 'arrive.consent') as SeatEntry

type Forged = { by: Partner; act: Act; step: string }

/** What a partner who has the key could seal after entry `seq`, if the server took it without judging. */
const forge = async (seq: number, { by, act, step }: Forged): Promise<SeatEntry> => {
  const hash = log.hashes[seq]!
  const place = { epoch: 1, by, device: log.devices[by].id, mid: newId(), step, act }
  const header = { ...place, session: log.session, channel: 'room', base: { seq, hash } }
  const box = await seal(log.key, header, mayCarryWords(act.type) ? '' : undefined)
  return { ...place, seq: seq + 1, at: 1_800_000_000, base: { seq, hash: toText(hash) }, box: toText(box) }
}

/** Why a story stops at `last` in place of entry seq + 1: from its start, and live. */
const whyOf = async (last: Entry): Promise<unknown[]> => {
  const entries = [...log.entries.slice(0, last.seq - 1), last]
  const hashes = await hashesOf(log.genesis, entries)
  const fresh = readerOf(log)
  await fresh.story.aim({ seq: last.seq, hash: toText(hashes.at(-1)!) })
  await fresh.story.tell(entries)
  const live = readerOf(log)
  await live.story.aim(headAt(log, last.seq - 1))
  await live.story.tell(entries)
  expect(live.story.get().told).toHaveLength(last.seq - live.troubles.length)
  return [...fresh.troubles, ...live.troubles].map(trouble => ('why' in trouble ? trouble.why : trouble.kind))
}

const spoke: Act = { type: 'spoke', aloud: false }

describe('C4 what a key holder and the server may not do together', () => {
  it('C4 the same act twice, where the machine would take it again', async () => {
    expect(await whyOf({ ...voiced, seq: voiced.seq + 1, at: voiced.at + 1 })).toEqual(['mid', 'mid'])
  })

  it('C4 an act written for another place', async () => {
    expect(await whyOf(await forge(voiced.seq, { by: 'p1', act: spoke, step: 'map.name' }))).toEqual(['step', 'step'])
  })

  it('C4 an act out of turn', async () => {
    const forged = await forge(voiced.seq, { by: 'p2', act: spoke, step: 'hear.voice' })
    expect(await whyOf(forged)).toEqual(['machine', 'machine'])
  })

  it('C4 words before both have agreed', async () => {
    const forged = await forge(consent.seq - 1, { by: 'p1', act: spoke, step: 'arrive.consent' })
    expect(await whyOf(forged)).toEqual(['consent', 'consent'])
  })

  it('C4 an erasing of words that are not their own', async () => {
    const act: Act = { type: 'erased', seqs: [voiced.seq] }
    expect(await whyOf(await forge(voiced.seq, { by: 'p2', act, step: 'hear.voice' }))).toEqual(['machine', 'machine'])
    expect(await whyOf(await forge(voiced.seq, { by: 'p1', act, step: 'hear.voice' }))).toEqual([])
  })

  it('C4 a base further back than 16', async () => {
    const at = log.entries.length
    const hash = log.hashes[at - 17]!
    const act: Act = { type: 'paused', minutes: 20 }
    const place = { epoch: 1, by: 'p1' as const, device: log.devices.p1.id, mid: newId(), step: 'hear.reflect', act }
    const base = { seq: at - 17, hash }
    const box = await seal(log.key, { ...place, session: log.session, channel: 'room', base }, undefined)
    const entry = { ...place, seq: at + 1, at: 1_800_000_000, base: { ...base, hash: toText(hash) }, box: toText(box) }
    expect(await whyOf(entry)).toEqual(['base', 'base'])
  })
})

describe('C4 who may have come to a seat', () => {
  const joined = async (seat: Partner, from?: Seat): Promise<Entry> => {
    const { id, agreePub, signPub } = await newDevice()
    const keys = { agreePub: toText(agreePub), signPub: toText(signPub) }
    const act = { type: 'joined', seat, device: id, ...keys, ...(from && { from }) } as const
    return { seq: log.entries.length + 1, at: 1_800_000_000, epoch: 1, by: 'haven', act }
  }

  it('P44 P45 by a link of somebody where the seat is taken', async () => {
    expect(await whyOf(await joined('p1', 'p1'))).toEqual([])
  })

  it('not where the seat is taken and no link is named', async () => {
    expect(await whyOf(await joined('p1'))).toEqual(['join', 'join'])
  })

  it('C4 an act of a device that nobody has vouched for', async () => {
    const entry = await joined('p1', 'p1')
    const { story, troubles } = readerOf(log)
    await story.aim(headAt(log, log.entries.length))
    await story.tell([...log.entries, entry])
    expect(troubles).toEqual([])
    const hashes = await hashesOf(log.genesis, [...log.entries, entry])
    const act: Act = { type: 'paused', minutes: 20 }
    const { device } = entry.act as { device: string }
    const place = { epoch: 1, by: 'p1' as const, device, mid: newId(), step: 'hear.reflect', act }
    const base = { seq: entry.seq, hash: hashes.at(-1)! }
    const box = await seal(log.key, { ...place, session: log.session, channel: 'room', base }, undefined)
    const said = { ...place, seq: entry.seq + 1, at: 1_800_000_000, base: { ...base, hash: toText(base.hash) } }
    await story.tell([{ ...said, box: toText(box) }])
    expect(troubles).toEqual([{ kind: 'story', why: 'device' }])
  })
})
