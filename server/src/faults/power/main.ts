import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { isBySeat } from '@haven/shared/acts.ts'
import { followAll } from '../../chains.ts'
import { openHavenDb } from '../../log/sqlite-files.ts'
import { openSqlite } from '../../log/sqlite-store.ts'
import { type Call, Disk } from './disk.ts'
import { readTrace } from './trace.ts'

const SCRIBE = new URL('./scribe.js', import.meta.url).pathname
const SWEEP = 100
const KEEP = [0, 0.5, 1]
const CALLS = 'pwrite64,pwritev,pwritev2,write,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,mmap'

type Tally = { cuts: number; acked: number; lost: number; corrupt: number; unopened: number }

/** Records one life of the store, then cuts its power at random and reads what is found. */
const cutPower = async (how: 'full' | 'weak', cuts: number, commits: number): Promise<Tally> => {
  const folder = mkdtempSync(join(tmpdir(), 'haven-power-'))
  try {
    const calls = record(folder, how, commits)
    return await judgeAll(calls, cuts, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const record = (folder: string, how: string, commits: number): Call[] => {
  const [data, trace] = [join(folder, 'data'), join(folder, 'trace')]
  mkdirSync(data)
  const watch = ['-f', '-y', '-xx', '-s', '200000', '-e', `trace=${CALLS}`, '-e', 'signal=none', '-o', trace]
  const { status, stderr } = spawnSync('strace', [...watch, process.execPath, SCRIBE, data, `${commits}`, how])
  if (status !== 0) throw new Error(`the recording failed: ${String(stderr)}`)
  return readTrace(readFileSync(trace, 'latin1'))
}

/** Cuts in the order of time, so that the disk lives through its calls once. */
const judgeAll = async (calls: readonly Call[], cuts: number, folder: string): Promise<Tally> => {
  const ready = calls.findIndex(call => call.what === 'said' && call.text === 'ready\n')
  const places = Array.from({ length: cuts }, () => ready + Math.floor(Math.random() * (calls.length - ready)))
  const disk = new Disk()
  const tally: Tally = { cuts, acked: 0, lost: 0, corrupt: 0, unopened: 0 }
  let done = 0
  for (const [at, place] of places.sort((a, b) => a - b).entries()) {
    for (; done <= place; done += 1) disk.do(calls[done]!)
    const found = join(folder, `found-${at}`)
    mkdirSync(found)
    for (const [file, bytes] of disk.found(KEEP[at % KEEP.length]!, Math.random))
      writeFileSync(join(found, file), bytes)
    await judge(found, acksIn(disk.said), tally)
    rmSync(found, { recursive: true })
    if (at % SWEEP === 0) await sweep()
  }
  return tally
}

/** A closed database lets go of its files when it is swept, in a turn of its own. */
const sweep = async (): Promise<void> => {
  globalThis.gc?.()
  await nextTurn()
}

type Ack = { session: string; seq: number; mid: string }

const acksIn = (said: readonly string[]): Ack[] =>
  said.flatMap(text => {
    const [word, session, seq, mid] = text.trim().split(' ')
    return word === 'ack' ? [{ session: session!, seq: Number(seq), mid: mid! }] : []
  })

/** Opened as a start would open it, with nobody there to help. */
const judge = async (folder: string, acks: readonly Ack[], tally: Tally): Promise<void> => {
  tally.acked += acks.length
  try {
    const store = openSqlite(folder)
    const { broken } = await followAll(store)
    const stored = new Set<string>()
    for (const session of new Set(acks.map(one => one.session)))
      for (const { entry } of await store.log.read({ session, channel: 'room' }, 0, 5_000))
        if (isBySeat(entry)) stored.add(`${session} ${entry.seq} ${entry.mid}`)
    tally.lost += acks.filter(({ session, seq, mid }) => !stored.has(`${session} ${seq} ${mid}`)).length
    store.log.close()
    store.shares.close()
    if (broken > 0 || !isSound(folder)) tally.corrupt += 1
  } catch {
    tally.unopened += 1
  }
}

const isSound = (folder: string): boolean => {
  const db = openHavenDb(folder)
  const [row] = db.pragma('integrity_check') as { integrity_check: string }[]
  db.close()
  return row?.integrity_check === 'ok'
}

export const main = async (args: string[]): Promise<number> => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args, options: { cuts: text, commits: text } })
  const [cuts, commits] = [Number(values.cuts ?? 100), Number(values.commits ?? 400)]
  if (!existsSync('/usr/bin/strace')) {
    console.error('There is no strace here, so the power was not cut: apt-get install strace')
    return 2
  }
  const full = await cutPower('full', cuts, commits)
  const weak = await cutPower('weak', cuts, commits)
  console.log(JSON.stringify({ synchronous: 'FULL', ...full }))
  console.log(JSON.stringify({ synchronous: 'NORMAL', ...weak }))
  if (weak.lost === 0) console.error('NORMAL lost nothing: this run shows nothing.')
  return full.lost + full.corrupt + full.unopened === 0 && weak.lost > 0 ? 0 : 1
}
