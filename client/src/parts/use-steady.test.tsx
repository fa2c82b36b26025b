// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useRef, useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSteady } from './use-steady.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const heard: string[] = []
const Page = () => {
  const place = useRef<HTMLDivElement>(null)
  const [words, setWords] = useState('')
  const { isResting } = useSteady(place)
  const write = (next: string) => {
    heard.push(place.current!.style.minBlockSize)
    setWords(next)
  }
  return (
    <>
      <form>
        <textarea aria-label="words" value={words} onChange={event => write(event.target.value)} />
        <div ref={place}>{isResting ? 'rests' : 'writes'}</div>
      </form>
      <input aria-label="elsewhere" />
    </>
  )
}
const type = (label: string, value: string) =>
  act(async () => void fireEvent.input(screen.getByLabelText(label), { target: { value } }))

describe('a place that keeps still while somebody writes', () => {
  it('hears of a letter after the page has it, so that none is drawn over', async () => {
    render(<Page />)
    heard.length = 0
    await type('words', 'a')
    expect(heard).toEqual([''])
    expect(screen.getByText('writes').style.minBlockSize).not.toBe('')
    expect(screen.getByLabelText('words')).toHaveProperty('value', 'a')
  })

  it('may grow once the hands have rested, and does not mind what is written elsewhere', async () => {
    render(<Page />)
    await type('elsewhere', 'a')
    expect(screen.getByText('rests')).toBeDefined()
    await type('words', 'a')
    expect(screen.queryByText('rests')).toBeNull()
    await act(async () => vi.advanceTimersByTime(2_000))
    expect(screen.getByText('rests')).toBeDefined()
  })
})
