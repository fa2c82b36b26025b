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
 * Learns from all hands; the thresholds come from what nets that had not read a hand made of its drafts. With `--unread`
 * those nets are taught first, one without each group of hands. With `--thresholds` nothing is learnt but these.
 */
const main = async (wishes: ReadonlySet<string>): Promise<void> => {
  const rows = readRows()
  const isShort = wishes.has('--thresholds')
  const tasks = [...(isShort ? [] : [[]]), ...(wishes.has('--unread') ? groupsOf(handsOf(rows)) : [])]
  const answers = await inPairs(tasks.map(without => ({ without, seed: SEED })))
  if (wishes.has('--unread')) keepHeldOut(rows, isShort ? answers : answers.slice(1))
  const heldOut = readHeldOut(rows.map(({ id }) => id))
  const { header, tables } = readWeights(isShort ? kept() : answers[0]!.packed.slice().buffer)
  const packed = packWeights({ header: { ...header, thresholds: thresholdsOf(rows, heldOut) }, tables })
  writeFileSync(WEIGHTS, packed)
  console.log(tableOf(rows, heldOut))
  console.log(`${packed.length} bytes, sha256 ${createHash('sha256').update(packed).digest('hex')}`)
}

const handsOf = (rows: readonly Row[]): string[] => [...new Set(rows.map(({ id }) => handOf(id)))]

const keepHeldOut = (rows: readonly Row[], answers: readonly Answer[]): void => {
  const heard = new Map(answers.flatMap(answer => answer.heard))
  writeHeldOut(rows.map(({ id }) => heard.get(id)!))
}

const kept = (): ArrayBuffer => {
  const bytes = readFileSync(WEIGHTS)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
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

await main(new Set(process.argv.slice(2)))
