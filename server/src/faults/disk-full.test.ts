import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isBySeat } from '@haven/shared/acts.ts'
import { expect, it } from 'vitest'
import { followAll } from '../chains.ts'
import { openHavenDb } from '../log/sqlite-files.ts'
import { openSqlite } from '../log/sqlite-store.ts'
import { newHash, newId, newTestDevice } from '../testing/device.ts'
import { claimBody, createBody } from '../testing/house.ts'
import type { Sock } from '../testing/sock.ts'
import { Child } from './child.ts'

const mayMount = spawnSync('unshare', ['-rm', 'true']).status === 0
if (!mayMount) console.warn('SKIPPED F6: no disk of its own can be given to a process here.')

const beginTalk = async (child: Child) => {
  const [p1, p2] = [await newTestDevice(), await newTestDevice()]
  const talk = { session: newId(), claim: newHash(), p1, p2 }
  expect(await child.post('/api/sessions', createBody(talk))).toBe(201)
  expect(await child.post('/api/claims', claimBody(talk))).toBe(200)
  return talk
}

const act = (sock: Sock) => sock.does({ type: 'withdrew', kind: 'export' }, '')

/** Acts until something else than a place comes back. */
const actUntilRefused = async (sock: Sock, stored: number[]): Promise<string> => {
  for (;;) {
    const fate = await act(sock)
    if (typeof fate !== 'number') return fate
    stored.push(fate)
  }
}

it.runIf(mayMount)(
  'F6 a full disk is said before anything is told, and forgotten when there is room again',
  async () => {
    const child = await Child.start({}, 2)
    const copy = mkdtempSync(join(tmpdir(), 'haven-copy-'))
    try {
      const { session, p1 } = await beginTalk(child)
      const sock = child.connect()
      await sock.hello(session, p1)
      await sock.until(() => sock.entries.length === 3)
      // Its one page may still find room where an act does not, until that is used up.
      const health = async () => (await fetch(`${child.url}/healthz`)).status
      const stored: number[] = [(await act(sock)) as number]
      for (let times = 0; times < 3; times += 1) {
        const ballast = join(child.seenData, 'ballast')
        const { bavail, bsize } = statfsSync(child.seenData)
        writeFileSync(ballast, Buffer.alloc(bavail * bsize))
        expect(await actUntilRefused(sock, stored)).toBe('cannot-store')
        await expect.poll(health, { timeout: 10_000 }).toBe(503)
        rmSync(ballast)
        const fate = await act(sock)
        expect(fate).toBe(stored.at(-1)! + 1)
        stored.push(fate as number)
        await expect.poll(health, { timeout: 10_000 }).toBe(200)
      }
      cpSync(child.seenData, copy, { recursive: true })
      const store = openSqlite(copy)
      expect(await followAll(store)).toMatchObject({ sessions: 1, broken: 0 })
      const rows = await store.log.read({ session, channel: 'room' }, 0, 5_000)
      expect(rows.flatMap(({ entry }) => (isBySeat(entry) ? [entry.seq] : []))).toEqual(stored)
      store.log.close()
      store.shares.close()
      const db = openHavenDb(copy)
      expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
      db.close()
    } finally {
      await child.dispose()
      rmSync(copy, { recursive: true })
    }
  },
)
