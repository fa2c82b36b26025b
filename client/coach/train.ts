import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { packWeights, readWeights } from '../src/coach/weights.ts'
import { groupsOf, readHeldOut, writeHeldOut } from './held-out.ts'
import { handOf, readRows, type Row } from './lessons.ts'
import type { Answer, Task } from './pupil.ts'
import { WEIGHTS } from './shipped.ts'
import { tableOf } from './table.ts'
import { thresholdsOf } from './thresholds.ts'

const SEED = 20_261_123

/**
 * Learns from all hands, and once more without each group of them; the thresholds come from the drafts left out. With
 * `--thresholds` only these are made anew, from what was heard the last time.
 */
const main = async (isShort: boolean): Promise<void> => {
  const rows = readRows()
  const ids = rows.map(({ id }) => id)
  const { header, tables } = readWeights(isShort ? kept() : await learnAll(rows))
  const heldOut = readHeldOut(ids)
  const packed = packWeights({ header: { ...header, thresholds: thresholdsOf(rows, heldOut) }, tables })
  writeFileSync(WEIGHTS, packed)
  console.log(tableOf(rows, heldOut))
  console.log(`${packed.length} bytes, sha256 ${createHash('sha256').update(packed).digest('hex')}`)
}

const kept = (): ArrayBuffer => {
  const bytes = readFileSync(WEIGHTS)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
}

const learnAll = async (rows: readonly Row[]): Promise<ArrayBuffer> => {
  const groups = groupsOf([...new Set(rows.map(({ id }) => handOf(id)))])
  const [all, ...without] = await inPairs([[], ...groups].map(away => ({ without: away, seed: SEED })))
  const heldOut = new Map(without.flatMap(({ heard }) => heard))
  writeHeldOut(rows.map(({ id }) => heldOut.get(id)!))
  return all!.packed.slice().buffer
}

/** Two at a time, whatever the machine has: the answers stay in the order of the tasks. */
const inPairs = async (tasks: readonly Task[]): Promise<Answer[]> => {
  const answers: Answer[] = []
  const left = tasks.map((task, at) => ({ task, at }))
  const take = async (): Promise<void> => {
    const next = left.shift()
    if (!next) return
    answers[next.at] = await learnApart(next.task, `${next.at + 1} of ${tasks.length}`)
    return take()
  }
  await Promise.all([take(), take()])
  return answers
}

const learnApart = (task: Task, name: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const pupil = fork(fileURLToPath(new URL('pupil.ts', import.meta.url)), { serialization: 'advanced' })
    pupil.on('message', (told: Answer | { round: number }) => {
      if ('round' in told) console.error(`net ${name}: round ${told.round}`)
      else resolve(told)
    })
    pupil.on('error', reject)
    pupil.on('exit', code => reject(new Error(`net ${name}: stopped with ${code}`)))
    pupil.send(task)
  })

await main(process.argv.includes('--thresholds'))
