import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { roomAt } from '@haven/shared/testing/room.ts'
import { CLOSE } from '@haven/shared/wire.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isFull } from '../abuse/full.ts'
import { codeOf } from '../haven.ts'
import { openSqlite } from '../log/sqlite-store.ts'
import type { Store } from '../log/store.ts'
import { newTestDevice, type TestDevice } from '../testing/device.ts'
import { furnish } from '../testing/furnish.ts'
import { enter, type House, openHouse } from '../testing/house.ts'

const FLIPS = isFull ? 100 : 30
const CUTS = 20
const SESSIONS = 6

const root = mkdtempSync(join(tmpdir(), 'haven-'))
const good = join(root, 'good')
let devices: Record<Seat, TestDevice>
/** What was said in each session. */
const said = new Map<string, Entry[]>()

beforeAll(async () => {
  devices = { p1: await newTestDevice(), p2: await newTestDevice(), therapist: await newTestDevice() }
  mkdirSync(good)
  await inHouse(good, async house => {
    for (let made = 0; made < SESSIONS; made += 1) {
      const session = await furnish(house.store, roomAt('weave.care'), devices)
      said.set(session, (await served(house, session)).entries)
    }
  })
})
afterAll(() => rmSync(root, { recursive: true }))

const inHouse = async <Result>(folder: string, work: (house: House) => Promise<Result>): Promise<Result> => {
  const house = await openHouse({ store: openSqlite(folder), isUnlimited: true })
  try {
    return await work(house)
  } finally {
    await house.close()
  }
}

/** All that somebody with nothing in hand is given of a session. */
const served = async (house: House, session: string) => {
  const sock = await enter({ house, session }, devices.p1)
  await sock.until(() => sock.closed !== undefined || sock.entries.length >= sock.welcome!.heads.room!.seq)
  const { entries, closed } = sock
  sock.cut()
  return { entries, closed }
}

/** The same bytes and chances on every run. */
const chances = (seed: number) => () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647

type Outcome = { refused: string } | { hit: (number | undefined)[] }

/** What becomes of a folder that somebody has damaged. Words that differ from what was said end the test. */
const afterDamage = async (name: string, damage: (file: string) => void): Promise<Outcome> => {
  const folder = join(root, name)
  cpSync(good, folder, { recursive: true })
  damage(join(folder, 'haven.db'))
  let store: Store
  try {
    store = openSqlite(folder)
  } catch (error) {
    return { refused: codeOf(error) }
  }
  const house = await openHouse({ store, isUnlimited: true })
  try {
    const hit: (number | undefined)[] = []
    for (const [session, entries] of said) {
      const got = await served(house, session)
      expect(got.entries).toEqual(entries.slice(0, got.entries.length))
      if (got.entries.length < entries.length) hit.push(got.closed)
    }
    return { hit }
  } finally {
    await house.close().catch(() => undefined)
    rmSync(folder, { recursive: true })
  }
}

const check = (outcomes: Outcome[]) => {
  const refused = outcomes.flatMap(one => ('refused' in one ? [one.refused] : []))
  const hits = outcomes.flatMap(one => ('hit' in one ? [one.hit] : []))
  // In words an operator can look up; and no device is told that its talk was erased.
  expect(refused.filter(code => !code.startsWith('SQLITE_') && code !== 'UnknownSchema')).toEqual([])
  expect(hits.flat().filter(code => code !== CLOSE.cannotLoad && code !== CLOSE.loginRefused)).toEqual([])
  return { refused, hits }
}

it(`F8 P42 ${FLIPS} random byte flips: refused at the start, or the session that is hit is closed and the others go on`, async () => {
  const next = chances(42)
  const outcomes: Outcome[] = []
  for (let flip = 0; flip < FLIPS; flip += 1)
    outcomes.push(
      await afterDamage(`flip-${flip}`, file => {
        const bytes = readFileSync(file)
        const at = Math.floor(next() * bytes.length)
        bytes[at]! ^= 1 + Math.floor(next() * 255)
        writeFileSync(file, bytes)
      }),
    )
  const { hits } = check(outcomes)
  expect(hits.filter(hit => hit.length === 1).length).toBeGreaterThan(FLIPS / 4)
})

it(`F8 P42 ${CUTS} truncated files are refused at the start, or nothing that was not said is ever served`, async () => {
  const next = chances(43)
  const outcomes: Outcome[] = []
  for (let cut = 0; cut < CUTS; cut += 1)
    outcomes.push(await afterDamage(`cut-${cut}`, file => truncateSync(file, Math.floor(next() * statSync(file).size))))
  expect(check(outcomes).refused.length).toBeGreaterThan(CUTS / 2)
})
