// @vitest-environment happy-dom
import { cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useNotice } from './notice.ts'
import { changePreferences } from './preferences.ts'

const shown: { title: string; options?: NotificationOptions }[] = []
const tones: string[] = []

/** The browser's own two ways to call somebody, which happy-dom has not. */
class Notified extends EventTarget {
  static permission = 'granted'
  constructor(title: string, options?: NotificationOptions) {
    super()
    shown.push({ title, ...(options ? { options } : {}) })
  }
  close() {}
}
class Sounds {
  constructor() {
    tones.push('tone')
    throw new Error('no sound here')
  }
}
let isHidden = false

beforeEach(() => {
  shown.length = tones.length = 0
  isHidden = true
  vi.stubGlobal('Notification', Notified)
  vi.stubGlobal('AudioContext', Sounds)
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  changePreferences({ tone: false, notify: false })
})

const turn = (from: boolean, to: boolean) => {
  const view = renderHook(({ mine }) => useNotice(mine), { initialProps: { mine: from } })
  view.rerender({ mine: to })
  return view
}

describe('when it is my turn in another window', () => {
  it('only the title says so, and without a word of the talk, unless more was asked for', () => {
    turn(false, true)
    expect(document.title).toBe('Something is ready')
    expect([shown, tones]).toEqual([[], []])
  })

  it('a notification says the same neutral words', () => {
    changePreferences({ notify: true })
    turn(false, true)
    expect(shown).toEqual([{ title: 'Something is ready', options: { tag: 'turn', silent: true } }])
  })

  it('a tone is tried once, and a browser without sound harms nothing', () => {
    changePreferences({ tone: true })
    const view = turn(false, true)
    view.rerender({ mine: true })
    expect(tones).toHaveLength(1)
    expect(document.title).toBe('Something is ready')
  })

  it('nothing calls while the page is in sight, or when the turn was mine before', () => {
    changePreferences({ tone: true, notify: true })
    turn(true, true)
    isHidden = false
    turn(false, true)
    expect([shown, tones]).toEqual([[], []])
    expect(document.title).not.toBe('Something is ready')
  })
})
