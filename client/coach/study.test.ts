import { describe, expect, it } from 'vitest'
import { earOf } from '../src/coach/ear.ts'
import { tokensOf } from '../src/coach/tokens.ts'
import { packWeights, readWeights, TABLES } from '../src/coach/weights.ts'
import { cut, readLesson } from './batch.ts'
import { chanceOf } from './chance.ts'
import { aucOf, cutAt, intervalOf } from './figures.ts'
import { type Lesson, PARTS, WHOLE } from './lessons.ts'
import { newHeap } from './heap.ts'
import { newNet } from './net.ts'
import { newRoom } from './room.ts'
import { study } from './study.ts'

const WORDS = ['you', 'never', 'came', 'i', 'was', 'alone', '.']
const SHAPE = {
  words: WORDS.length,
  dim: 4,
  place: 5,
  buckets: 16,
  piece: 3,
  hidden: 16,
  places: 10,
  parts: PARTS.length,
  whole: WHOLE.length,
}
const index = new Map(WORDS.map((word, at) => [word, at + 1]))
const SURE = { drop: 0, forget: 0, blur: 0, parts: 2 }

const lesson = (text: string, label: number): Lesson => ({
  id: 'one-1',
  hand: 'one',
  text,
  role: 'injured',
  step: 'hear.voice',
  labels: Float32Array.from(WHOLE, (_, at) => (at === label || at === WHOLE.length - 1 ? 1 : 0)),
  spans: PARTS.map((_, part) => (part === label ? [[0, text.indexOf('.')] as const] : [])),
})
const READS = [lesson('You never came. I was alone.', 0), lesson('I was alone you never, xylophone.', 3)].map(one =>
  readLesson(one, index, SHAPE.buckets),
)

const fresh = async (seed: number) => {
  const heap = await newHeap()
  return { net: newNet(heap, SHAPE, new Map(), chanceOf(seed)), room: newRoom(heap, SHAPE) }
}

/** The same sum that a batch is judged by, from the ear that ships. */
const lossOf = (net: ReturnType<typeof newNet>): number => {
  const ear = earOf({
    header: { language: 'en', shape: SHAPE, words: WORDS.join(' '), thresholds: {} },
    tables: net.tables,
  })
  const loss = (chance: number, is: number) => -(is * Math.log(chance) + (1 - is) * Math.log(1 - chance))
  const texts = ['You never came. I was alone.', 'I was alone you never, xylophone.']
  return READS.reduce((sum, read, nth) => {
    const heard = ear.hear(tokensOf(texts[nth]!), read.place)
    const whole = heard.whole.reduce((all, chance, at) => all + loss(chance, read.whole[at]!), 0)
    const words = heard.words.reduce(
      (all, word, at) =>
        all + word.reduce((one, chance, part) => one + loss(chance, read.parts[at * PARTS.length + part]!), 0),
      0,
    )
    return sum + (whole + (SURE.parts * words) / heard.words.length) / READS.length
  }, 0)
}

describe('learning', () => {
  it('changes every table in the direction in which the ear that ships errs less', async () => {
    const { net, room } = await fresh(7)
    study(net, room, READS, { doses: SURE, chance: chanceOf(1) })
    const found: [string, number][] = []
    for (const name of TABLES) {
      const slopes = net.slopes[name]
      const steepest = slopes.reduce((best, slope, at) => (Math.abs(slope) > Math.abs(slopes[best]!) ? at : best), 0)
      const table = net.tables[name]
      const before = table[steepest]!
      const step = 0.002
      table[steepest] = before + step
      const above = lossOf(net)
      table[steepest] = before - step
      const below = lossOf(net)
      table[steepest] = before
      found.push([name, Math.round(((above - below) / (2 * step) / slopes[steepest]!) * 10) / 10])
    }
    expect(found).toEqual(TABLES.map(name => [name, 1]))
  })

  it('is the same, bit for bit, with the same seed', async () => {
    const slopesOf = async () => {
      const { net, room } = await fresh(3)
      study(net, room, READS, { doses: { drop: 0.3, forget: 0.2, blur: 0.3, parts: 2 }, chance: chanceOf(4) })
      return net.slopes
    }
    expect(await slopesOf()).toEqual(await slopesOf())
  })
})

describe('a draft that is cut', () => {
  const whole = readLesson(lesson('You never came. I was alone.', 0), index, SHAPE.buckets)
  const pieces = Array.from({ length: 40 }, (_, seed) => cut(whole, PARTS.length, chanceOf(seed)))

  it('keeps its concern where the words are, and loses it where they are not', () => {
    const told = new Set(
      pieces.map(({ words, whole: labels }) => `${[...words].join(' ')}: ${labels[0]} ${labels.at(-1)}`),
    )
    expect([...told].sort()).toEqual(['1 2 3 7: 1 1', '1 2 3 7 4 5 6 7: 1 1', '4 5 6 7: 0 0'].sort())
  })

  it('knows nothing of strengths, and no slope comes of them', () => {
    for (const { whole: labels } of pieces) expect(labels.slice(PARTS.length, -1).every(Number.isNaN)).toBe(true)
  })

  it('stays whole where a mark was not found or there is but one clause', () => {
    const unmarked = { ...whole, parts: new Uint8Array(whole.parts.length) }
    expect(cut(unmarked, PARTS.length, chanceOf(1))).toBe(unmarked)
    const short = readLesson(lesson('you never came .', 0), index, SHAPE.buckets)
    expect(cut(short, PARTS.length, chanceOf(1))).toBe(short)
  })
})

describe('weights', () => {
  it('come back from their bytes within half a step of each scale, and the same bytes from them', async () => {
    const { net } = await fresh(5)
    const header = { language: 'en', shape: SHAPE, words: WORDS.join(' '), thresholds: {} }
    const packed = packWeights({ header, tables: net.tables })
    const read = readWeights(packed.slice().buffer)
    expect(read.header).toEqual(header)
    for (const name of TABLES)
      net.tables[name].forEach((value, at) => expect(Math.abs(value - read.tables[name][at]!)).toBeLessThan(0.02))
    expect(packWeights(read)).toEqual(packed)
  })
})

describe('figures', () => {
  const marked = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4].map((score, at) => ({ score, is: [0, 1, 3].includes(at) }))
  it('the area under the curve counts pairs', () => expect(aucOf(marked)).toBeCloseTo(8 / 9))
  it('the cut keeps its precision', () => {
    expect(cutAt(marked, 1)).toEqual({ threshold: 0.8, precision: 1, recall: 2 / 3 })
    expect(cutAt(marked, 0.75)).toEqual({ threshold: 0.6, precision: 0.75, recall: 1 })
    expect(cutAt(marked.slice(4), 0.5).recall).toBe(0)
  })
  it('the interval is Wilson’s', () => {
    const [low, high] = intervalOf(8, 10)
    expect(low).toBeCloseTo(0.49, 2)
    expect(high).toBeCloseTo(0.943, 2)
  })
})
