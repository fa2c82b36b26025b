import type { Entry } from '@haven/shared/acts.ts'
import { describe, expect, it } from 'vitest'
import { Waiting } from './waiting.ts'

const entry = (seq: number) => ({ seq }) as Entry
const open = () => {
  const asked: number[] = []
  return { asked, waiting: new Waiting(seq => void asked.push(seq)) }
}

describe('C3 entries before their turn', () => {
  it('C3 smaller ones are ignored, and no hole is asked for because of them', () => {
    const { waiting, asked } = open()
    waiting.add([entry(1), entry(4), entry(5)], 5)
    expect(waiting.next(0)).toBeUndefined()
    waiting.ask(5)
    expect(asked).toEqual([])
  })

  it('C3 a hole is asked for once, and what waited follows when it is filled', () => {
    const { waiting, asked } = open()
    waiting.add([entry(8)], 5)
    waiting.ask(5)
    waiting.add([entry(9)], 5)
    waiting.ask(5)
    expect(asked).toEqual([5])
    waiting.add([entry(6), entry(7)], 5)
    expect([5, 6, 7, 8].map(head => waiting.next(head)?.seq)).toEqual([6, 7, 8, 9])
    waiting.ask(9)
    waiting.add([entry(12)], 9)
    waiting.ask(9)
    expect(asked).toEqual([5, 9])
  })

  it('C3 a new log-in asks anew', () => {
    const { waiting, asked } = open()
    waiting.add([entry(8)], 5)
    waiting.ask(5)
    waiting.clear()
    waiting.add([entry(8)], 5)
    waiting.ask(5)
    expect(asked).toEqual([5, 5])
  })
})
