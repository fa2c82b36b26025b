// @vitest-environment happy-dom
import type { Entry } from '@haven/shared/acts.ts'
import { privateOf } from '@haven/shared/channels.ts'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { longTalk } from '../../gallery/review-stage.ts'
import { momentsAt, momentsOf, stage } from '../../gallery/stage.ts'
import { COACH, keptForm, NOTE } from '../../parts/kept-form.ts'
import { roomOf, useRoom } from '../../parts/use-room.ts'
import type { Session, SideWords } from '../../session/scene.ts'
import { finding, keeping, log, notes as noteText, page, permission, picture, replay } from '../../text/review.en.ts'
import { CHUNK } from './log.tsx'
import { lookOf } from './look.ts'
import { notesOf } from './notes.ts'
import { readerOf } from './reader.ts'
import { FOREIGN, PAYLOADS } from '../testing/payloads.ts'
import { LookingBack, Review } from './review.tsx'
import { rowsOf } from './rows.ts'
import { seqIn } from './use-place.ts'

beforeEach(() => history.replaceState(null, '', '/review'))
afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
  vi.useRealTimers()
})

const Page = ({ session }: { session: Session }) => {
  const room = useRoom(session)
  return room ? <Review room={room} /> : null
}
const show = (session: Session) => act(async () => render(<Page session={session} />))
const press = (name: string | RegExp, inside: HTMLElement = document.body) =>
  act(async () => within(inside).getAllByRole('button', { name })[0]!.click())
const key = (name: string) => act(async () => void fireEvent.keyDown(document.activeElement!, { key: name }))
const entries = () => [...document.querySelectorAll<HTMLElement>('.entry')]
const said = () => document.body.textContent ?? ''

const TALK = momentsOf()
/** A finished talk that both allow to be read again; p1 has a channel of their own. */
const whole = async () => {
  const seats = stage(TALK.at(-1)!)
  for (const seat of ['p1', 'p2'] as const) {
    await seats[seat].act({ type: 'allowed', kind: 'review' })
    await seats[seat].act({ type: 'kept' }, { item: 'other', value: '' }, privateOf(seat))
  }
  return seats
}
const FLOOR = 'It was two in the morning.'
const seqOf = (session: Session, words: string) =>
  session.get().told.find(({ words: all }) => JSON.stringify(all ?? '').includes(words))!.entry.seq

describe('reading it again', () => {
  it('stands under chapters and steps, with answers, and with further times as depth', async () => {
    const { p1 } = await whole()
    const headings = () => screen.getAllByRole('heading').map(({ textContent }) => textContent)
    await show(p1)
    expect(headings()).toContain('Hear')
    cleanup()
    history.replaceState(null, '', `/review#e${seqOf(p1, 'ashamed to call a second time')}`)
    await show(p1)
    expect(headings()).toContain(`Saying it back ${log.again[2]}`)
    expect(said()).toContain('Noor: Partly. “That I was ashamed to call a second time.”')
  })

  it('draws a row budget of a talk of 2,000 entries, wherever one stands', async () => {
    await show(longTalk(2000).p1)
    expect(entries().length).toBeLessThanOrEqual(3 * CHUNK)
    entries()[0]!.focus()
    await key('End')
    expect(document.activeElement?.id).toBe('e1999')
    expect(entries().length).toBeLessThanOrEqual(3 * CHUNK)
    expect(document.querySelectorAll('*').length).toBeLessThan(1500)
  })

  it('lands at the entry its own address names, and is led there by a link', async () => {
    const { p1 } = await whole()
    const seq = seqOf(p1, FLOOR)
    history.replaceState(null, '', `/review#e${seq}`)
    await show(p1)
    expect(document.activeElement?.id).toBe(`e${seq}`)
    const link = within(document.activeElement as HTMLElement).getByRole('link', { name: log.link })
    expect(link.getAttribute('href')).toBe(`#e${seq}`)
    expect([seqIn('#e0'), seqIn('#e12x'), seqIn('#12'), seqIn('')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('is gone through by keys, and these can be turned off', async () => {
    await show((await whole()).p1)
    await key('j')
    const first = document.activeElement!.id
    await key('j')
    expect(document.activeElement!.id).not.toBe(first)
    await key('k')
    expect(document.activeElement!.id).toBe(first)
    await key('/')
    expect(document.activeElement).toBe(screen.getByRole('searchbox'))
    await key('j')
    expect(document.activeElement).toBe(screen.getByRole('searchbox'))
    await act(async () => screen.getByLabelText(finding.keysOn).click())
    entries()[0]!.focus()
    await key('j')
    expect(document.activeElement).toBe(entries()[0])
  })

  it('finds words and goes from one place to the next', async () => {
    const { p1 } = await whole()
    await show(p1)
    await act(async () => void fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'PHONE' } }))
    expect(document.querySelectorAll('mark.hit').length).toBeGreaterThan(0)
    await act(async () => void fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'Enter' }))
    expect(document.querySelector('mark.now')?.textContent).toBe('phone')
    expect(said()).toMatch(/1 of [3-9]/)
    entries()[0]!.focus()
    await key('n')
    expect(said()).toMatch(/2 of \d/)
    await act(async () => void fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'elephant' } }))
    expect(said()).toContain(finding.nothing)
  })

  it('shows one person alone where that is chosen', async () => {
    await show((await whole()).p1)
    await act(async () => screen.getByLabelText('Elias', { selector: 'input' }).click())
    expect(said()).not.toContain('What I heard was that you were on the floor')
    expect(said()).toContain(FLOOR)
    await press(finding.all)
    expect(said()).toContain('What I heard was that you were on the floor')
  })

  it('has a table of the picture that covers every entry once', async () => {
    const { p1 } = await whole()
    await show(p1)
    expect(screen.queryByRole('table', { hidden: true })).toBeNull()
    const details = screen.getByText(picture.table).closest('details')!
    await act(async () => {
      details.open = true
      fireEvent(details, new Event('toggle'))
    })
    const rows = [...screen.getByRole('table', { hidden: true }).querySelectorAll('tbody tr')] as HTMLElement[]
    const covered = rows.flatMap(({ dataset: { from, to } }) =>
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => Number(from) + at),
    )
    expect(covered).toEqual(p1.get().told.map(({ entry }) => entry.seq))
    expect(said()).toContain(picture.table)
  })

  it('keeps what was chosen, searched for and turned off while it is seen again', async () => {
    await show((await whole()).p1)
    const elias = () => screen.getByLabelText('Elias', { selector: 'input' }) as HTMLInputElement
    const keysOn = () => screen.getByLabelText(finding.keysOn) as HTMLInputElement
    await act(async () => elias().click())
    await act(async () => keysOn().click())
    await act(async () => void fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'phone' } }))
    await act(async () => void fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'Enter' }))
    const found = document.querySelectorAll('mark.hit').length
    await press(page.view.replay)
    await press(page.view.read)
    expect([elias().checked, keysOn().checked]).toEqual([false, false])
    expect(screen.getByRole('searchbox')).toHaveProperty('value', 'phone')
    expect(said()).toMatch(/1 of \d/)
    expect(document.querySelectorAll('mark.hit')).toHaveLength(found)
    expect(said()).not.toContain('What I heard was that you were on the floor')
  })

  it('shows all of it again where one reads from what a choice had hidden', async () => {
    await show((await whole()).p1)
    await act(async () => screen.getByLabelText('Elias', { selector: 'input' }).click())
    await press(page.view.replay)
    const slider = screen.getByRole('slider')
    for (let at = 0; at < 90 && !said().includes('What I heard was'); at += 1)
      await act(async () => void fireEvent.change(slider, { target: { value: String(at) } }))
    await press(replay.read)
    expect(entries().some(({ textContent }) => textContent?.includes('What I heard was'))).toBe(true)
    expect(screen.getByLabelText('Elias', { selector: 'input' })).toHaveProperty('checked', true)
  })
})

describe('what the two allow', () => {
  it('one press allows, one takes back, and the page closes for both at once', async () => {
    const seats = stage(TALK.at(-1)!)
    await seats.p2.act({ type: 'allowed', kind: 'review' })
    await show(seats.p1)
    expect(said()).toContain(page.own)
    expect(said()).not.toContain('What I heard was that you were on the floor')
    expect(screen.queryByRole('button', { name: page.view.replay })).toBeNull()
    await press(permission.allow)
    expect(said()).toContain('What I heard was that you were on the floor')
    await press(page.view.replay)
    await act(async () => void (await seats.p2.act({ type: 'withdrew', kind: 'review' })))
    expect(said()).not.toContain('What I heard was that you were on the floor')
    expect(screen.queryByRole('slider')).toBeNull()
    expect(said()).toContain(permission.neither)
  })
})

describe('notes', () => {
  const write = (words: string) =>
    act(
      async () =>
        void fireEvent.change(screen.getByLabelText(noteText.label, { selector: 'textarea' }), {
          target: { value: words },
        }),
    )

  it('are kept for oneself, in one’s own channel and nowhere else', async () => {
    const { p1, p2 } = await whole()
    const count = p1.get().told.length
    await show(p1)
    const entry = document.getElementById(`e${seqOf(p1, FLOOR)}`)!
    entry.focus()
    await act(async () => {})
    await press(log.note, entry)
    await write('The floor, not the fever.')
    await press(noteText.keep)
    expect(within(entry).getByText('The floor, not the fever.')).toBeTruthy()
    expect(document.activeElement).toBe(entry)
    expect(notesOf(p1.get())).toMatchObject([{ layer: 'own', anchor: { seq: seqOf(p1, FLOOR) } }])
    expect(p1.get().told).toHaveLength(count)
    expect(notesOf(p2.get())).toEqual([])
  })

  it('are shared only after it was said who reads them', async () => {
    const { p1, p2 } = await whole()
    await show(p1)
    const entry = document.getElementById(`e${seqOf(p1, FLOOR)}`)!
    entry.focus()
    await act(async () => {})
    await press(log.note, entry)
    await write('I heard this today.')
    await press('Share it with Elias')
    expect(said()).toContain('Elias reads it.')
    expect(notesOf(p2.get())).toEqual([])
    await press(noteText.sureYes)
    expect(notesOf(p2.get())).toMatchObject([{ layer: 'shared', by: 'p1', text: 'I heard this today.' }])
  })

  it('stay where their words are withdrawn, and say so', async () => {
    const { p1, p2 } = await whole()
    const seq = seqOf(p2, 'What I heard was')
    await p1.act({ type: 'kept' }, keptForm({ seq, from: 0, to: 6 }, 'Keep this.'), privateOf('p1'))
    await show(p1)
    expect(document.querySelector('mark.own')?.textContent).toBe('What I')
    await act(async () => void (await p2.act({ type: 'erased', seqs: [seq] })))
    expect(document.getElementById(`e${seq}`)!.textContent).toContain(noteText.withdrawn)
    expect(said()).toContain('Keep this.')
    await act(async () => document.getElementById(`e${seq}`)!.focus())
    await press(noteText.erase)
    await press(noteText.eraseYes)
    expect(said()).not.toContain('Keep this.')
  })

  it('say so too where only one’s own words are shown, and so theirs are not', async () => {
    const { p1, p2 } = stage(TALK.at(-1)!)
    const seq = seqOf(p2, 'What I heard was')
    await p1.act({ type: 'kept' }, keptForm({ seq, from: 0, to: 6 }, 'Keep this.'), privateOf('p1'))
    await show(p1)
    const apart = () => screen.getByRole('region', { name: noteText.apart }).textContent
    expect(apart()).not.toContain(noteText.withdrawn)
    await act(async () => void (await p2.act({ type: 'erased', seqs: [seq] })))
    expect(document.getElementById(`e${seq}`)).toBeNull()
    expect(apart()).toContain(noteText.withdrawn)
    expect(apart()).toContain('Keep this.')
  })

  it('in the making survive a reload', async () => {
    const { p1 } = await whole()
    await show(p1)
    const entry = document.getElementById(`e${seqOf(p1, FLOOR)}`)!
    entry.focus()
    await act(async () => {})
    await press(log.note, entry)
    await write('Half a')
    cleanup()
    await show(p1)
    expect(screen.getByDisplayValue('Half a').closest('.entry')?.id).toBe(entry.id)
  })

  it.each<SideWords>([
    { item: 'note', value: 'no json' },
    { item: 'note', value: '{"seq":-1,"text":"x"}' },
    { item: 'note', value: '{"seq":1.5,"text":"x"}' },
    { item: 'note', value: '{"seq":3,"text":""}' },
    { item: 'note', value: '{"seq":3,"text":"x","to":{"a":1}}' },
    { item: 'note', value: 7 },
    { item: 'measure', value: '{"seq":3,"text":"x"}' },
  ])('what is no note of ours is none: %o', async words => {
    const { p1 } = await whole()
    await p1.act({ type: 'kept' }, words, privateOf('p1'))
    expect(notesOf(p1.get())).toEqual([])
  })

  it('to words that are longer gone, or never were there, are to the whole entry or stand apart', async () => {
    const { p1 } = await whole()
    const seq = seqOf(p1, FLOOR)
    await p1.act({ type: 'kept' }, keptForm({ seq, from: 4, to: 9999 }, 'Too far.'), privateOf('p1'))
    await p1.act({ type: 'kept' }, keptForm({ seq: 4000 }, 'Nowhere.'), privateOf('p1'))
    await show(p1)
    expect(document.getElementById(`e${seq}`)!.textContent).toContain('Too far.')
    expect(screen.getByRole('region', { name: noteText.apart }).textContent).toContain('Nowhere.')
  })
})

describe('seeing it again', () => {
  it('plays at reading speed to the end, and rests at a press', async () => {
    vi.useFakeTimers()
    const { p1 } = await whole()
    await show(p1)
    await press(page.view.replay)
    const at = () => Number((screen.getByRole('slider') as HTMLInputElement).value)
    await press(replay.play)
    await act(() => vi.advanceTimersByTimeAsync(1_050))
    expect(at()).toBe(1)
    await press(replay.on)
    await act(() => vi.advanceTimersByTimeAsync(60_000))
    expect(at()).toBe(2)
    await press(replay.play)
    for (let moment = 0; moment < 90; moment += 1) await act(() => vi.advanceTimersByTimeAsync(20_000))
    expect(screen.getByRole('button', { name: replay.play })).toBeTruthy()
    expect(at()).toBe(Number((screen.getByRole('slider') as HTMLInputElement).max))
  })

  it('shows the page of either, the missing line on the one it was for, and no word that was beside the talk', async () => {
    const { p1, p2 } = await whole()
    await p2.act({ type: 'kept' }, { item: 'drawer', value: 'my own reasons' }, privateOf('p2'))
    history.replaceState(null, '', `/review#e${seqOf(p1, 'ashamed to call')}`)
    await show(p1)
    await press(log.fromHere)
    expect(said()).not.toContain(replay.missing)
    await act(async () => screen.getByLabelText('What Elias saw').click())
    expect(said()).toContain(`${replay.missing} That I was ashamed to call a second time.`)
    expect(said()).not.toContain('my own reasons')
    expect(screen.queryByRole('textbox')).toBeNull()
  })
})

describe('keeping', () => {
  it('another time is wished for, and holds when both wish it', async () => {
    const { p1, p2 } = await whole()
    await p2.act({ type: 'retained', days: 90 })
    await show(p1)
    await press(page.view.keep)
    expect(said()).toContain('Elias would like: 90 days.')
    await press(keeping.too)
    expect(p1.get().snapshot!.context.keepDays).toBe(90)
    await press(keeping.change)
    await act(async () => screen.getByLabelText('A year').click())
    expect(p1.get().snapshot!.context).toMatchObject({ keepDays: 90, wishes: { p1: 365 } })
    expect(said()).toContain('You would like: A year.')
  })
})

it('a talk of before private notes offers to share a note, and to keep none', async () => {
  const { p1 } = stage(momentsAt('hear.check', TALK)[0]!)
  await show(p1)
  const entry = document.getElementById(`e${seqOf(p1, FLOOR)}`)!
  entry.focus()
  await act(async () => {})
  await press(log.note, entry)
  expect(screen.queryByRole('button', { name: noteText.keep })).toBeNull()
  expect(said()).toContain(noteText.onlyShared)
})

it('A8: markup stays text, in words, in names and in notes', async () => {
  const { p1, p2 } = await whole()
  const markup = '<img src=x onerror=hit()>'
  const seq = seqOf(p1, FLOOR)
  await p1.act({ type: 'kept' }, keptForm({ seq }, markup), privateOf('p1'))
  await p2.act({ type: 'remarked' }, { seq, text: `${markup}!` })
  const session: Session = {
    ...p1,
    get: (() => {
      const scene = { ...p1.get(), names: { own: `${markup}own`, partner: `${markup}theirs` } }
      return () => scene
    })(),
  }
  await show(session)
  expect(document.querySelector('img, script, iframe, object, embed, form[action]')).toBeNull()
  for (const text of [markup, `${markup}!`, `${markup}own`, `${markup}theirs`]) expect(said()).toContain(text)
})

it('A8: of two hundred notes, shared by the other, kept, or the coach’s, each stays as it was written', async () => {
  const { p1, p2 } = await whole()
  const seq = seqOf(p1, FLOOR)
  const written = PAYLOADS.filter(payload => payload.trim() !== '')
  for (const [index, payload] of written.entries()) {
    if (index % 3 === 0) await p2.act({ type: 'remarked' }, { seq, text: payload })
    else await p1.act({ type: 'kept' }, keptForm({ seq }, payload, index % 3 === 1 ? NOTE : COACH), privateOf('p1'))
  }
  const { container } = render(<LookingBack reader={readerOf(roomOf(p1, p1.get())!)!} back={null} />)
  expect(container.querySelector(FOREIGN)).toBeNull()
  const shown = [...container.querySelectorAll('.note .said-line')].map(({ textContent }) => textContent)
  expect(shown.toSorted()).toEqual(written.toSorted())
  // A line that turns the writing round turns itself alone.
  for (const line of container.querySelectorAll('.note .said-line')) expect(line.getAttribute('dir')).toBe('auto')
})

it('a line of ours runs from left to right whoever it names and whatever is quoted in it, words in their own direction', async () => {
  const { p1 } = await whole()
  const scene = { ...p1.get(), names: { own: 'נועה', partner: 'علي' } }
  const { container } = render(<LookingBack reader={readerOf(roomOf(p1, scene)!)!} back={null} />)
  const directions = (where: string) =>
    new Set([...container.querySelectorAll(`${where} .said-line`)].map(line => line.getAttribute('dir')))
  expect([directions('.act'), directions('.letter')]).toEqual([new Set(['ltr']), new Set(['auto'])])
  const lines = [...container.querySelectorAll('.act')].map(({ textContent }) => textContent)
  expect(lines.filter(line => /נועה|علي/.test(line))).not.toHaveLength(0)
  for (const line of lines) expect(line.replaceAll(/\u2068[^\u2069]+\u2069/g, '')).not.toMatch(/נועה|علي/)
})

it('a kind of entry this build does not know is said to be one, and hides nothing else', async () => {
  const { p1 } = await whole()
  const reader = readerOf(roomOf(p1, p1.get())!)!
  const look = lookOf(reader.scene)
  const waltzed: unknown = { ...look.entries.at(-1)!, act: { type: 'waltzed' } }
  const known = rowsOf(reader, look)
  const rows = rowsOf(reader, { ...look, entries: [...look.entries.slice(0, -1), waltzed as Entry] })
  expect(rows.map(({ text }) => text)).toEqual([...known.slice(0, -1).map(({ text }) => text), log.strange])
})
