// @vitest-environment happy-dom
import type { Act, SideAct } from '@haven/shared/acts.ts'
import type { Seat } from '@haven/shared/steps.ts'
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { useSyncExternalStore } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Moment, stage, type Staging } from '../../../gallery/stage.ts'
import { deskOf, momentIn } from '../../../gallery/workspace-stage.ts'
import type { Scene, Session, Told } from '../../../session/scene.ts'
import { bookmarks, controls, guide, note, practice, room as text, whisper } from '../../../text/workspace.en.ts'
import type { DeskTools } from '../unlocked.ts'
import { RoomPage } from './room-page.tsx'

type Sent = { act: Act | SideAct; words?: unknown; channel?: string }

let sent: Sent[] = []
beforeEach(() => {
  sent = []
})
afterEach(cleanup)

const Page = (tools: DeskTools & { session: string }) => {
  const content = useSyncExternalStore(tools.workspace.subscribe, tools.workspace.get)
  return <RoomPage {...tools} content={content} />
}

const show = async (moment: Moment, staging: Staging = {}, more: Partial<Scene> = {}) => {
  const seats = stage(moment, { policy: 'safety-only', ...staging })
  const noting: Session = {
    ...seats.therapist,
    get: memo(() => ({ ...seats.therapist.get(), ...more }), seats.therapist.get),
    act: (async (one: Act | SideAct, words: never, channel: never) => {
      sent.push({ act: one, ...(words ? { words } : {}), ...(channel ? { channel } : {}) })
      return seats.therapist.act(one as Act, words, channel)
    }) as Session['act'],
  }
  const tools = deskOf([noting])
  await act(async () => void render(<Page {...tools} session={noting.get().session} />))
  return { seats, tools, noting }
}

const memo = (make: () => Scene, key: () => Scene) => {
  let last: Scene | undefined
  let of: Scene | undefined
  return () => {
    if (of !== key() || !last) last = make()
    of = key()
    return last
  }
}

const joinedAs = (seat: Seat): Told => {
  return { entry: { seq: 99, at: 1, by: 'haven', step: '', act: { type: 'joined', seat } } as never, state: 'open' }
}

const press = async (name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getAllByRole('button', { name })[0]!))
const open = async (name: string | RegExp) => act(async () => void fireEvent.click(screen.getByRole('tab', { name })))
const type = async (name: string | RegExp, value: string) =>
  act(async () => void fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } }))
const has = (name: string) => screen.queryAllByRole('button', { name }).length > 0

describe('the live room', () => {
  it('shows both texts in full, gates with their missing line, and grows at the end', async () => {
    const { seats } = await show(momentIn('hear.reflect'))
    const log = screen.getByRole('log', { name: text.log })
    expect(within(log).getByText(/I put the phone on the floor and thought/)).toBeDefined()
    expect(within(log).getByText(/You were frightened, and then ashamed/)).toBeDefined()
    expect(within(log).getByText('Noor: Partly. “That I was ashamed to call a second time.”')).toBeDefined()
    await act(async () => void (await seats.p2.act({ type: 'spoke', aloud: false }, { text: 'Now I see it.' })))
    expect(within(log).getByText('Now I see it.')).toBeDefined()
    expect(log.getAttribute('aria-live')).toBe('off')
    expect(screen.getByText('Noor is asked now').getAttribute('role')).toBe('status')
  })

  it('tells the step, why it is there, whose turn it is, the round and what has been answered', async () => {
    await show(momentIn('hear.reflect'))
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Saying it back')
    expect(screen.getByText(/Third round of Hear/)).toBeDefined()
    expect(screen.getByText(/A piece is missing for Noor/)).toBeDefined()
    expect(screen.getByText('Elias is asked now').getAttribute('role')).toBe('status')
  })

  it('asks nobody while a link is still open, whoever gave it', async () => {
    const moment = momentIn('arrive.welcome')
    const { told } = stage(moment).therapist.get()
    await show(moment, {}, { told: [...told, joinedAs('therapist'), joinedAs('p1')] })
    expect(screen.getByText('The link of Elias is still open').getAttribute('role')).toBe('status')
  })

  it('C13 shows nothing of a half that the other may not see yet', async () => {
    const { seats } = await show(momentIn('map.cycle', 'supervised', 1))
    const half = 'Under it I feel that I will never be enough.'
    expect(document.body.textContent).not.toContain(half)
    await act(async () => void (await seats.p1.act({ type: 'spoke', aloud: false }, { under: 'I feel small.' })))
    expect(document.body.textContent).toContain(half)
  })

  it('says calmly that the seat is gone', async () => {
    await show(momentIn('hear.reflect'), {}, { phase: 'stopped', trouble: { kind: 'removed' } })
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(text.removed.title)
    expect(screen.queryByRole('tablist')).toBeNull()
    expect(screen.queryByRole('log')).toBeNull()
  })
})

describe('the pace', () => {
  it('holds and lets go, each only while it may', async () => {
    await show(momentIn('hear.reflect'))
    expect(has(controls.release)).toBe(false)
    await press(controls.hold)
    expect(has(controls.hold)).toBe(false)
    expect(screen.getByText('Held by you')).toBeDefined()
    await press(controls.release)
    expect(sent.map(one => one.act.type)).toEqual(['held', 'released'])
  })

  it('steps back only to where they have been, and only after a yes', async () => {
    await show(momentIn('hear.reflect'))
    await press(controls.back)
    const dialog = screen.getByRole('dialog')
    expect(within(dialog).queryByRole('button', { name: 'Finding the wish' })).toBeNull()
    await press('Saying the pain')
    expect(sent).toEqual([])
    await press('Go back to: Saying the pain')
    expect(sent).toEqual([{ act: { type: 'askedBack', choice: 'hear.voice' } }])
  })

  it('ends only after a yes', async () => {
    await show(momentIn('hear.reflect'))
    await press(controls.end)
    expect(sent).toEqual([])
    await press(controls.endYes)
    expect(sent).toEqual([{ act: { type: 'ended' } }])
  })

  it.each([
    ['hear.reflect', controls.endText.talk],
    ['arrive.roles', controls.endText.arrive],
    ['close.thanks', controls.endText.close],
  ] as const)('from %s says where an end leads', async (step, line) => {
    await show(momentIn(step))
    await press(controls.end)
    expect(within(screen.getByRole('dialog')).getByText(line)).toBeDefined()
  })

  it('pauses only after a yes to so many minutes', async () => {
    await show(momentIn('hear.reflect'))
    await press(controls.pause)
    expect(screen.getByRole('dialog', { name: 'Pause for 20 minutes?' })).toBeDefined()
    expect(sent).toEqual([])
    await press('Yes, 20 minutes')
    expect(sent).toEqual([{ act: { type: 'paused', minutes: 20 } }])
  })

  it.each([
    [['therapist'], 'button'],
    [['p1', 'therapist'], 'button main'],
  ] as const)('with %j here makes Hold a %s', async (present, look) => {
    await show(momentIn('hear.reflect'), { present })
    expect(screen.getByRole('button', { name: controls.hold }).className).toBe(look)
  })

  it.each(['arrive.welcome', 'hear.check', 'weave.next', 'close.thanks', 'done'] as const)(
    'in %s offers nothing the talk would refuse',
    async step => {
      const { noting } = await show(momentIn(step))
      const { watchIn } = await import('./desk-room.ts')
      const { presses, targets } = watchIn(noting.get())!
      expect(has(controls.hold)).toBe(presses.has('held'))
      expect(has(controls.back)).toBe(targets.length > 0)
      expect(has(controls.pause)).toBe(presses.has('paused'))
      expect(has(controls.setDown)).toBe(presses.has('setDown'))
      expect(has(controls.end)).toBe(presses.has('ended'))
      expect(has(controls.goOn)).toBe(presses.has('agreed') && step === 'weave.next')
    },
  )

  it('decides on a second hurt when both would go on', async () => {
    const { seats } = await show(momentIn('weave.care'))
    const both = async (one: Act) => {
      for (const seat of ['p1', 'p2'] as const) await seats[seat].act(one).catch(() => '')
    }
    await act(async () => both({ type: 'agreed' }))
    await act(async () => both({ type: 'chose', choice: 'now' }))
    await press(controls.anotherDay)
    expect(sent).toEqual([{ act: { type: 'chose', choice: 'later' } }])
  })
})

describe('consent of the third seat', () => {
  it('is agreed to in its own words, with all it needs', async () => {
    const { seats } = await show(momentIn('arrive.consent'))
    expect(screen.getByRole('tab', { selected: true }).textContent).toBe(text.tabs.agree)
    await press('I agree')
    await waitFor(() => expect(seats.p1.get().snapshot?.value).toBe('arrive.roles'))
    expect(sent).toMatchObject([{ act: { type: 'agreed', kinds: 'use keep therapist' }, words: { name: 'Mara' } }])
  })
})

describe('words beside the prompt', () => {
  it('go to both, or are meant for one; both see them', async () => {
    await show(momentIn('hear.reflect'))
    await type(guide.field, ' One sentence is enough. ')
    await press(guide.send)
    await type(guide.field, 'Elias, slowly.')
    fireEvent.click(screen.getByRole('radio', { name: 'Elias' }))
    await press(guide.send)
    expect(sent).toEqual([
      { act: { type: 'guided' }, words: { text: 'One sentence is enough.' } },
      { act: { type: 'guided' }, words: { text: 'Elias, slowly.', to: 'p2' } },
    ])
    expect(within(screen.getByRole('log', { name: text.log })).getByText('Elias, slowly.')).toBeDefined()
  })

  it('a prepared line only fills the page', async () => {
    const { noting } = await show(momentIn('hear.reflect'))
    await press(guide.smaller)
    expect(sent).toEqual([])
    expect(await noting.draft.read('desk.guide.hear.reflect:text')).toBe(guide.smallerText)
  })

  it('stay with their step, and so does whom they are for', async () => {
    const { seats, noting } = await show(momentIn('hear.reflect'))
    await type(guide.field, 'Slowly, Elias.')
    fireEvent.click(screen.getByRole('radio', { name: 'Elias' }))
    await act(async () => void (await seats.p2.act({ type: 'spoke', aloud: false }, { text: 'You sat there.' })))
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: guide.field }).value).toBe('')
    expect(screen.getByRole<HTMLInputElement>('radio', { name: guide.both }).checked).toBe(true)
    expect(await noting.draft.read('desk.guide.hear.reflect:text')).toBe('Slowly, Elias.')
    expect(await noting.draft.read('desk.guide.hear.reflect:to')).toBe('p2')
  })

  it('R5 the explanation is asked about, never opened', async () => {
    await show(momentIn('own.invite'))
    await press(guide.explain)
    await press(guide.send)
    expect(sent).toEqual([{ act: { type: 'guided' }, words: { text: guide.explainText('Noor'), to: 'p1' } }])
  })
})

describe('whispers', () => {
  const beside = async (seats: Record<Seat, Session>, seat: 'p1' | 'p2', line: string) =>
    act(async () => void (await seats[seat].act({ type: 'whispered' }, { text: line }, `whisper:${seat}`)))

  it('go to one alone, on a page of their own', async () => {
    const { seats } = await show(momentIn('hear.reflect'))
    await open(text.tabs.whisper)
    await type('To Noor alone', 'Breathe.')
    await open('Elias')
    expect(screen.queryByDisplayValue('Breathe.')).toBeNull()
    await type('To Elias alone', 'Stay with the floor.')
    await press('Whisper to Elias')
    expect(sent).toEqual([
      { act: { type: 'whispered' }, words: { text: 'Stay with the floor.' }, channel: 'whisper:p2' },
    ])
    expect(seats.p1.get().threads['whisper:p2']).toBeUndefined()
    await open('Noor')
    expect(screen.getByDisplayValue('Breathe.')).toBeDefined()
    expect(screen.queryByText('Stay with the floor.')).toBeNull()
  })

  it('say that something new came, and no number', async () => {
    const { seats } = await show(momentIn('hear.reflect'))
    await beside(seats, 'p2', 'I am ashamed.')
    expect(screen.getByRole('tab', { name: 'Whisper · new' })).toBeDefined()
    await open('Whisper · new')
    expect(screen.getByText('I am ashamed.')).toBeDefined()
    expect(screen.getByRole('heading', { name: whisper.only('Elias') })).toBeDefined()
  })

  it('wait until that device is known', async () => {
    await show(momentIn('hear.reflect'), { endorsed: ['p2'] })
    await open(text.tabs.whisper)
    expect(screen.queryByRole('textbox', { name: 'To Noor alone' })).toBeNull()
    expect(screen.getByText(whisper.waits('Noor'))).toBeDefined()
    await open('Elias')
    expect(screen.getByRole('textbox', { name: 'To Elias alone' })).toBeDefined()
  })

  it('a channel that is shut is neither read nor written in, and the talk goes on', async () => {
    await show(momentIn('hear.reflect'), {}, { shut: ['whisper:p1'] })
    await open(text.tabs.whisper)
    expect(screen.getByText(whisper.shut)).toBeDefined()
    expect(screen.queryByRole('textbox')).toBeNull()
    await open('Elias')
    expect(screen.getByRole('textbox', { name: 'To Elias alone' })).toBeDefined()
  })

  it('there are none where the couple began the talk', async () => {
    const moment = momentIn('hear.reflect')
    const told = stage(moment).therapist.get().told
    await show(moment, { policy: 'none' }, { told: [...told, joinedAs('p1')] })
    await open(text.tabs.whisper)
    expect(screen.getByText(whisper.noneHere)).toBeDefined()
  })

  it('there are none where none were agreed on', async () => {
    await show(momentIn('hear.reflect'), { policy: 'none' })
    await open(text.tabs.whisper)
    expect(screen.getByText(whisper.policies.none)).toBeDefined()
    expect(screen.queryByRole('textbox')).toBeNull()
  })
})

describe('marks', () => {
  it('go to the last words, or to a chosen entry, with a line', async () => {
    const { tools } = await show(momentIn('hear.reflect'))
    await tools.workspace.change(content => ({ ...content, bookmarks: { block: 'The wall' } }))
    await open(text.tabs.marks)
    await press(bookmarks.labels.growth)
    const log = screen.getByRole('log', { name: text.log })
    const first = within(log).getAllByRole('button', { name: text.markOf('Noor') })[0]!
    await act(async () => void fireEvent.click(first))
    await type(bookmarks.line, 'She looked away.')
    await press('The wall')
    const [one, other] = sent.map(({ words }) => words as { kind: string; seq: number; line?: string })
    expect(sent.every(({ channel }) => channel === 'notes')).toBe(true)
    expect(one).toMatchObject({ kind: 'growth' })
    expect(other).toMatchObject({ kind: 'block', line: 'She looked away.' })
    expect(other!.seq).toBeLessThan(one!.seq)
    expect(within(log).getByText('Marked: The wall')).toBeDefined()
  })
})

describe('the process note', () => {
  it('is a draft while it is written, and then the latest one counts', async () => {
    const { noting } = await show(momentIn('hear.reflect'))
    await open(text.tabs.note)
    await type(note.saw, 'He leaves, she calls.')
    expect(await noting.draft.read('desk.note:saw')).toBe('He leaves, she calls.')
    expect(screen.getByText(note.changed)).toBeDefined()
    fireEvent.change(screen.getAllByRole('combobox')[1]!, { target: { value: 'tried' } })
    await press(note.keep)
    await type(note.saw, 'He leaves, she calls. He came back.')
    await press(note.keep)
    expect(sent.map(({ words, channel }) => [words, channel])).toEqual([
      [{ saw: 'He leaves, she calls.', rows: ['2 tried'] }, 'notes'],
      [{ saw: 'He leaves, she calls. He came back.', rows: ['2 tried'] }, 'notes'],
    ])
    const fold = screen.getByText(note.earlier).closest('details')!
    expect(within(fold).getByText('He leaves, she calls.')).toBeDefined()
    expect(within(fold).queryByText('He leaves, she calls. He came back.')).toBeNull()
  })
})

describe('what a note is about', () => {
  it('is the marked entry, kept with the note and taken away again', async () => {
    const { seats } = await show(momentIn('hear.reflect'))
    await open(text.tabs.note)
    const log = screen.getByRole('log', { name: text.log })
    const first = within(log).getAllByRole('button', { name: text.markOf('Noor') })[0]!
    const { id } = first.closest('[id^="entry-"]')!
    await act(async () => void fireEvent.click(first))
    expect(screen.getByRole('tab', { selected: true }).textContent).toBe(text.tabs.note)
    await press(/^About this: Noor/)
    await press(note.keep)
    expect(sent).toEqual([{ act: { type: 'noted' }, words: { seqs: [id.replace('entry-', '')] }, channel: 'notes' }])
    await press(/^Not about Noor/)
    expect(has(note.keep)).toBe(true)
    expect(screen.queryByRole('button', { name: /^Not about/ })).toBeNull()
    expect(seats.p1.get().threads.notes).toBeUndefined()
  })
})

describe('a practice', () => {
  const staging: Staging = { practice: { card: 'fever', p1: 'injured' } }

  it('R33 is called so, rewinds, and asks a player for a partly', async () => {
    await show(momentIn('hear.check', 'practice'), staging)
    expect(screen.getAllByText(practice.label).length).toBeGreaterThan(0)
    expect(has(controls.rewind)).toBe(true)
    await open(text.tabs.practice)
    await press(practice.partly)
    await press(practice.coachOff)
    await press(practice.coachOn)
    expect(sent.map(({ words }) => words)).toEqual([
      { text: practice.partlyText, ask: 'partly', to: 'p1' },
      { text: practice.coachOffText, coach: 'off' },
      { text: practice.coachOnText, coach: 'on' },
    ])
  })

  it('offers a partly at gates alone, and says so', async () => {
    await show(momentIn('own.say', 'practice'), staging)
    await open(text.tabs.practice)
    expect(has(practice.partly)).toBe(false)
    expect(screen.getByText(practice.partlyLater)).toBeDefined()
  })

  it('has no such things in a real talk', async () => {
    await show(momentIn('own.say'))
    expect(screen.queryByRole('tab', { name: text.tabs.practice })).toBeNull()
    expect(has(controls.rewind)).toBe(false)
  })
})
