// @vitest-environment happy-dom
import type { Session } from '../../session/scene.ts'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { useSyncExternalStore } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { stage } from '../../gallery/stage.ts'
import { deskOf, momentIn, renamed, third } from '../../gallery/workspace-stage.ts'
import { list as text } from '../../text/workspace.en.ts'
import { CoupleList } from './list.tsx'
import type { DeskTools } from './unlocked.ts'

afterEach(cleanup)

const List = (tools: DeskTools) => {
  const content = useSyncExternalStore(tools.workspace.subscribe, tools.workspace.get)
  return <CoupleList {...tools} content={content} />
}

const show = async (sessions: readonly Session[]) => {
  const tools = deskOf(sessions)
  await act(async () => void render(<List {...tools} />))
  return tools
}

/** As many talks as asked for, and how often each was looked at. */
const many = (count: number) => {
  const moment = momentIn('hear.reflect')
  return Array.from({ length: count }, (_, at) => {
    const seats = stage(moment)
    const session = renamed(seats.therapist, `room${at}x`)
    const looked = { times: 0 }
    const get = () => {
      looked.times += 1
      return session.get()
    }
    return { seats, looked, session: { ...session, get } }
  })
}

describe('fifty couples', () => {
  it('are drawn, and a change of one draws that one alone', async () => {
    const rooms = many(50)
    await show(rooms.map(({ session }) => session))
    expect(screen.getAllByRole('listitem')).toHaveLength(50)
    const before = rooms.map(({ looked }) => looked.times)
    await act(async () => void (await rooms[7]!.seats.p2.act({ type: 'spoke', aloud: false }, { text: 'Yes.' })))
    expect(rooms.flatMap(({ looked }, at) => (looked.times === before[at] ? [] : [at]))).toEqual([7])
    expect(screen.getAllByRole('listitem')[7]!.textContent).toContain('Noor is asked now')
  })

  it('bear every one of them changing at once', async () => {
    const rooms = many(50)
    await show(rooms.map(({ session }) => session))
    await act(async () => {
      for (const { seats } of rooms) await seats.p2.act({ type: 'spoke', aloud: false }, { text: 'Yes.' })
    })
    expect(screen.getAllByText(/Noor is asked now/)).toHaveLength(50)
  })

  it('nothing is drawn for what a row does not show', async () => {
    const [room] = many(1)
    await show([room!.session])
    const row = screen.getByRole('listitem')
    const html = row.innerHTML
    await act(async () => void (await room!.seats.p1.act({ type: 'parked' }, { title: 'The letter' })))
    expect(screen.getByRole('listitem')).toBe(row)
    expect(row.innerHTML).toBe(html)
  })
})

describe('a row', () => {
  it('tells where they are, whose turn it is, the round and who is here', async () => {
    await show([third(momentIn('hear.reflect'), 'one', { present: ['p2', 'therapist'] })])
    const row = screen.getByRole('listitem').textContent
    expect(row).toContain('Hear · Saying it back · Third round of Hear')
    expect(row).toContain('Elias is asked now. Elias is here.')
  })

  it('tells a hold before a turn, and what waits for the therapist before all', async () => {
    const seats = stage(momentIn('hear.reflect'))
    await show([seats.therapist])
    await act(async () => void (await seats.therapist.act({ type: 'held' })))
    expect(screen.getByRole('listitem').textContent).toContain('Held by you.')
    cleanup()
    await show([third(momentIn('arrive.consent'))])
    expect(screen.getByRole('listitem').textContent).toContain('They wait for you to agree too.')
  })

  it('says that a word to the therapist alone waits until it is answered, read or not', async () => {
    const seats = stage(momentIn('hear.reflect'), { policy: 'safety-only' })
    await show([seats.therapist])
    await act(async () => void (await seats.p1.act({ type: 'whispered' }, { text: 'Slower.' }, 'whisper:p1')))
    expect(screen.getByRole('listitem').textContent).toContain(text.whisper('Noor'))
    await act(async () => void (await seats.therapist.act({ type: 'whispered' }, { text: 'Yes.' }, 'whisper:p1')))
    expect(screen.getByRole('listitem').textContent).not.toContain(text.whisper('Noor'))
  })

  it('is renamed for the therapist alone', async () => {
    const tools = await show([third(momentIn('hear.reflect'))])
    fireEvent.click(screen.getByRole('button', { name: 'Rename Noor and Elias' }))
    fireEvent.change(screen.getByRole('textbox'), { target: { value: ' Thursday ' } })
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: text.save })))
    expect(tools.workspace.get().couples[0]!.alias).toBe('Thursday')
    expect(screen.getByRole('button', { name: 'Thursday' })).toBeDefined()
  })
})

describe('how many rooms are open', () => {
  /** A room that is open or not, and says so. */
  const changing = () => {
    const moment = momentIn('hear.reflect')
    const [open, stopped] = [third(moment), third(moment, 'one', {}, { trouble: { kind: 'otherTab' } })]
    const sessions = new Set<() => void>()
    const rooms = new Set<() => void>()
    let scene = open.get()
    let there: Session | undefined = {
      ...open,
      get: () => scene,
      subscribe: listener => {
        sessions.add(listener)
        return () => void sessions.delete(listener)
      },
    }
    const id = scene.session
    const tell = (all: Set<() => void>) => act(async () => all.forEach(one => one()))
    return {
      open,
      rooms: {
        get: (one: string) => (one === id ? there : undefined),
        hasFailed: (one: string) => one === id && !there,
        subscribe: (listener: () => void) => {
          rooms.add(listener)
          return () => void rooms.delete(listener)
        },
        reopen: () => void (there = open),
        close: () => {},
      },
      stop: () => ((scene = stopped.get()), tell(sessions)),
      drop: () => ((there = undefined), tell(rooms)),
    }
  }
  const heading = () => screen.getByRole('heading', { level: 1 }).textContent

  it.each(['stop', 'drop'] as const)('counts no room after its %s', async end => {
    const changed = changing()
    const tools = { ...deskOf([changed.open]), rooms: changed.rooms }
    await act(async () => void render(<List {...tools} />))
    expect(heading()).toBe(text.greeting(1))
    await changed[end]()
    expect(heading()).toBe(text.greeting(0))
  })

  it('a room that could not be opened says so in its row', async () => {
    const changed = changing()
    const tools = { ...deskOf([changed.open]), rooms: changed.rooms }
    await act(async () => void render(<List {...tools} />))
    await changed.drop()
    expect(screen.getByRole('listitem').textContent).toContain(text.notOpened)
    expect(screen.getByRole('button', { name: text.openAgain })).toBeDefined()
  })
})

describe('the list', () => {
  it('keeps practice apart and folds what has ended', async () => {
    const practice = third(momentIn('own.say', 'practice'), 'two')
    const ended = third(momentIn('hear.reflect'), 'three')
    const tools = deskOf([third(momentIn('hear.reflect'), 'one'), practice, ended])
    await tools.workspace.change(content => ({
      ...content,
      couples: content.couples.map((one, at) => (at === 2 ? { ...one, ended: 'removed' as const } : one)),
    }))
    await act(async () => void render(<List {...tools} />))
    const groupOf = (name: string) => screen.getByText(name).closest<HTMLElement>('.group')!
    expect(within(groupOf(text.supervised)).getAllByRole('listitem')).toHaveLength(1)
    expect(within(groupOf(text.practiceWhy)).getAllByRole('listitem')).toHaveLength(1)
    const fold = groupOf(text.ended)
    expect(fold.tagName).toBe('DETAILS')
    expect(fold.textContent).toContain(text.endedBy.removed)
    fireEvent.click(within(fold).getByText(text.takeOff))
    expect(tools.workspace.get().couples[2]!.gone).toBe(true)
  })
})
