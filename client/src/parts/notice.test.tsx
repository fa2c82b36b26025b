// @vitest-environment happy-dom
import { cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Calls, useNotice } from './notice.ts'
import { changePreferences } from './preferences.ts'

let called: string[] = []
const calls: Calls = {
  tone: () => void called.push('tone'),
  vibrate: () => void called.push('vibrate'),
  notify: words => {
    called.push(words)
    return () => void called.push('taken away')
  },
}
const hide = (isHidden: boolean) =>
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden })

beforeEach(() => {
  called = []
  hide(true)
})
afterEach(() => {
  cleanup()
  hide(false)
  changePreferences({ tone: false, notify: false })
})

const turn = (from: boolean, to: boolean) => {
  const view = renderHook(({ mine }) => useNotice(mine, calls), { initialProps: { mine: from } })
  view.rerender({ mine: to })
  return view
}

describe('when it becomes my turn in another window', () => {
  it('the title says so without a word of the talk; nothing louder unless it was asked for', () => {
    turn(false, true)
    expect(document.title).toBe('Something is ready')
    expect(called).toEqual(['vibrate'])
  })

  it('a tone and a notification come once, with the same neutral words, and go when the page is seen', () => {
    changePreferences({ tone: true, notify: true })
    const view = turn(false, true)
    view.rerender({ mine: true })
    expect(called).toEqual(['tone', 'vibrate', 'Something is ready'])
    hide(false)
    document.dispatchEvent(new Event('visibilitychange'))
    expect(called.at(-1)).toBe('taken away')
    expect(document.title).toBe('Haven')
  })

  it('nothing calls while the page is in sight, or when the turn was mine before', () => {
    changePreferences({ tone: true, notify: true })
    turn(true, true)
    hide(false)
    turn(false, true)
    expect(called).toEqual([])
  })
})
