// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { deskOf, workspaceOf } from '../../gallery/workspace-stage.ts'
import { leaveNow } from '../../parts/leave.tsx'
import { newPerson } from '../../session/testing/couple.ts'
import { handClock } from '../../session/testing/clock.ts'
import { ServerDouble } from '../../session/testing/server.ts'
import { createTalk } from '../../session/talks.ts'
import { app } from '../../text/en.ts'
import { add, begin, door, list, making, own } from '../../text/workspace.en.ts'
import type { OpenedWorkspace, WhyLocked, Workspace } from '../../vault/workspace.ts'
import type { Vault } from './unlocked.ts'
import { WorkspacePage } from './workspace.tsx'

afterEach(() => {
  for (const blank of document.querySelectorAll('.blank')) blank.remove()
  cleanup()
  vi.restoreAllMocks()
})

/** A workspace that locks, and a vault that answers what it is told to. */
const house = (answers: readonly OpenedWorkspace['kind'][] = ['open']) => {
  const listeners = new Set<(why: WhyLocked) => void>()
  const touched = { times: 0 }
  let isLocked = false
  const lock = (why: WhyLocked = 'asked') => {
    if (!isLocked) listeners.forEach(listener => listener(why))
    isLocked = true
  }
  const workspace: Workspace = {
    ...workspaceOf([]),
    touch: () => void (touched.times += 1),
    lock: () => lock(),
    forget: async () => lock('forgotten'),
    onLock: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const typed: unknown[] = []
  const left = [...answers]
  const vault: Vault = {
    create: async () => ({ kind: 'created', workspace, phrase: 'six words of a kind here', code: '0G7-KQM' }),
    open: async (_, secret) => {
      typed.push(secret)
      const kind = left.shift() ?? 'open'
      return kind === 'open' ? { kind, workspace } : { kind }
    },
  }
  return { workspace, vault, typed, lock, touched }
}

const PARTS = async () => deskOf([]).parts

const show = async (vault: Vault, invite?: string) => {
  await act(async () => void render(<WorkspacePage vault={vault} parts={PARTS} invite={invite} />))
}
const press = async (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const write = (name: RegExp | string, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } })
const unlock = async () => {
  await press(door.unlock)
  write(door.words, 'six words of a kind here')
  await press(door.open)
}

describe('the door', () => {
  it('shows words and code once, and lets in after both checks', async () => {
    const { vault } = house()
    await show(vault)
    await press(door.make)
    write(making.name, 'Mara')
    await press(making.make)
    expect(screen.getByText('six words of a kind here', { selector: '.phrase' })).toBeDefined()
    const enter = screen.getByRole<HTMLButtonElement>('button', { name: making.enter })
    expect(enter.disabled).toBe(true)
    fireEvent.click(screen.getByRole('checkbox', { name: making.wroteWords }))
    expect(enter.disabled).toBe(true)
    fireEvent.click(screen.getByRole('checkbox', { name: making.wroteCode }))
    await press(making.enter)
    expect(screen.getByRole('button', { name: list.newTalk })).toBeDefined()
    expect(document.body.textContent).not.toContain('six words of a kind here')
  })

  it('has a page for the printer with both on it', async () => {
    const { vault } = house()
    await show(vault)
    await press(door.make)
    write(making.name, 'Mara')
    await press(making.make)
    const paper = document.querySelector('.paper')
    expect(paper?.textContent).toContain('six words of a kind here')
    expect(paper?.textContent).toContain('0G7-KQM')
  })

  it('tells nothing of whether there is such a workspace, and how long to wait', async () => {
    const { vault } = house(['unknown', 'slowDown', 'offline', 'rolledBack'])
    await show(vault)
    await unlock()
    expect(screen.getByRole('alert').textContent).toBe('That did not open a workspace.')
    for (const kind of ['slowDown', 'offline', 'rolledBack'] as const) {
      await press(door.open)
      expect(screen.getByRole('alert').textContent).toBe(door.failures[kind])
    }
    expect(screen.queryByRole('button', { name: list.newTalk })).toBeNull()
  })

  it('takes the printed code as well', async () => {
    const { vault, typed } = house()
    await show(vault)
    await press(door.unlock)
    fireEvent.click(screen.getByRole('radio', { name: door.byCode }))
    write(door.code, ' 0G7-KQM ')
    await press(door.open)
    expect(typed).toEqual([{ kind: 'code', code: '0G7-KQM' }])
    expect(screen.getByRole('button', { name: list.newTalk })).toBeDefined()
  })

  it('brings a link of a couple along in memory, and no other', async () => {
    const { vault } = house()
    const link = 'https://haven.example/join#1.AAAAAAAAAAAAAAAAAAAAAA.therapist.BBBBBBBBBBBBBBBBBBBBBB'
    await show(vault, link)
    await unlock()
    expect(screen.getByDisplayValue(link)).toBeDefined()
    cleanup()
    await show(house().vault, link.replace('therapist', 'p2'))
    await unlock()
    expect(screen.getByRole('button', { name: list.newTalk })).toBeDefined()
  })
})

describe('the lock', () => {
  it.each([
    ['asked', door.locked],
    ['idle', door.idle],
    ['door', door.replaced],
  ] as const)('%s: everything is gone from the screen', async (why, line) => {
    const { vault, lock } = house()
    await show(vault)
    await unlock()
    expect(screen.getByRole('button', { name: 'Lock' })).toBeDefined()
    await act(async () => lock(why))
    expect(screen.getByText(line)).toBeDefined()
    expect(screen.queryByRole('button', { name: list.newTalk })).toBeNull()
    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('')
  })

  it('comes with leaving the page, and every press puts it off', async () => {
    const { vault, workspace, touched } = house()
    let why: WhyLocked | undefined
    await show(vault)
    await unlock()
    workspace.onLock(reason => void (why = reason))
    fireEvent.keyDown(document.body, { key: 'a' })
    expect(touched.times).toBeGreaterThan(0)
    cleanup()
    expect(why).toBe('asked')
  })
})

describe('a door that is left', () => {
  const late = () => {
    let come = () => {}
    const waits = new Promise<void>(resolve => void (come = resolve))
    return { waits, come: () => act(async () => come()) }
  }
  const locks = (workspace: Workspace) => {
    const seen: WhyLocked[] = []
    workspace.onLock(why => void seen.push(why))
    return seen
  }
  const wordsOf = async () => {
    await press(door.make)
    write(making.name, 'Mara')
    await press(making.make)
  }

  it.each(['unmounted', 'gone back from', 'left quickly'])(
    'while it opens, %s: locks at once, and opens nothing',
    async how => {
      const { vault, workspace } = house()
      const { waits, come } = late()
      const seen = locks(workspace)
      await show({ ...vault, open: async (...all) => (await waits, vault.open(...all)) })
      await unlock()
      if (how === 'unmounted') cleanup()
      if (how === 'gone back from') await press(app.back)
      if (how === 'left quickly') await act(async () => leaveNow(() => {}))
      await come()
      expect(seen).toEqual(['asked'])
      expect(screen.queryByRole('button', { name: list.newTalk })).toBeNull()
    },
  )

  it('while it is made: locks at once', async () => {
    const { vault, workspace } = house()
    const { waits, come } = late()
    const seen = locks(workspace)
    await show({ ...vault, create: async (...all) => (await waits, vault.create(...all)) })
    await wordsOf()
    cleanup()
    await come()
    expect(seen).toEqual(['asked'])
  })

  it.each(['unmounted', 'left quickly'])('with its words shown, %s: locks', async how => {
    const { vault, workspace } = house()
    const seen = locks(workspace)
    await show(vault)
    await wordsOf()
    expect(seen).toEqual([])
    if (how === 'unmounted') cleanup()
    else await act(async () => leaveNow(() => {}))
    expect(seen).toEqual(['asked'])
  })

  it('goes in without a lock between', async () => {
    const { vault, workspace } = house()
    const seen = locks(workspace)
    await show(vault)
    await wordsOf()
    for (const name of [making.wroteWords, making.wroteCode]) fireEvent.click(screen.getByRole('checkbox', { name }))
    await press(making.enter)
    expect(seen).toEqual([])
  })
})

describe('a device without storage', () => {
  const parts = () => Promise.reject(new Error('no storage'))

  it('says that it could not be opened, and takes another try', async () => {
    const { vault } = house()
    await act(async () => void render(<WorkspacePage vault={vault} parts={parts} />))
    await unlock()
    expect(screen.getByRole('alert').textContent).toBe(door.failures.failed)
    expect(screen.getByRole<HTMLButtonElement>('button', { name: door.open }).disabled).toBe(false)
  })

  it('says that none could be made, and takes another try', async () => {
    const { vault } = house()
    await act(async () => void render(<WorkspacePage vault={vault} parts={parts} />))
    await press(door.make)
    write(making.name, 'Mara')
    await press(making.make)
    expect(screen.getByRole('alert').textContent).toBe(door.failures.failed)
    expect(screen.getByRole<HTMLButtonElement>('button', { name: making.make }).disabled).toBe(false)
  })
})

describe('the browser’s own way back', () => {
  const back = () => act(async () => void dispatchEvent(new PopStateEvent('popstate')))

  it('answered late, throws nobody out of the page they have gone on to', async () => {
    const asked = vi.spyOn(history, 'back').mockImplementation(() => {})
    const pushed = vi.spyOn(history, 'pushState')
    const { vault } = house()
    await show(vault)
    await unlock()
    await press(own.title)
    await press('All couples')
    await press(own.title)
    expect([asked.mock.calls.length, pushed.mock.calls.length]).toEqual([1, 1])
    await back()
    expect(screen.getByRole('button', { name: own.save })).toBeDefined()
    expect(pushed.mock.calls.length).toBe(2)
    await back()
    expect(screen.getByRole('button', { name: list.newTalk })).toBeDefined()
  })
})

describe('the workspace itself', () => {
  it('keeps a name and own words for the marks', async () => {
    const { vault, workspace } = house()
    await show(vault)
    await unlock()
    await press(own.title)
    write(new RegExp(own.name), 'Dr. Lind')
    write('Block', 'The wall')
    await press(own.save)
    expect(workspace.get()).toMatchObject({ name: 'Dr. Lind', bookmarks: { block: 'The wall' } })
  })

  it('shows new words once', async () => {
    const { vault } = house()
    await show(vault)
    await unlock()
    await press(own.title)
    await press(own.newPhrase)
    expect(screen.getByText('velvet onward pebble cinema tulip gravel', { selector: '.phrase' })).toBeDefined()
    expect(document.querySelector('.paper')?.textContent).toContain('velvet onward')
  })

  it('is erased only after a yes that says what stays theirs', async () => {
    const { vault } = house()
    await show(vault)
    await unlock()
    await press(own.title)
    await press(own.erase)
    expect(screen.getByText(/stay theirs/)).toBeDefined()
    await press(own.eraseYes)
    expect(screen.getByText(door.erased)).toBeDefined()
  })
})

describe('a link from a couple', () => {
  it('is taken once, when only its name could not be kept', async () => {
    const { vault, workspace } = house()
    const server = new ServerDouble()
    const [couple, { parts }] = [newPerson('p1', server, handClock()), newPerson('therapist', server, handClock())]
    const asked = { name: 'Noor', setting: 'apart', keepDays: 30, therapist: true } as const
    const talk = await createTalk(couple.parts, asked)
    const named: string[] = []
    workspace.addCouple = async session => {
      named.push(session)
      if (named.length === 1) throw new Error('no storage')
      return 'saved'
    }
    const link = talk.kind === 'created' ? talk.therapistLink : ''
    await act(async () => void render(<WorkspacePage vault={vault} parts={async () => parts} invite={link} />))
    await unlock()
    await press(add.join)
    expect((await screen.findByRole('alert')).textContent).toBe(add.failed.failed)
    await press(add.join)
    await waitFor(() => expect(named).toHaveLength(2))
    expect(named[1]).toBe(named[0])
  })
})

describe('a new talk', () => {
  it('asks the server for both links and stands in the list under its own name', async () => {
    const { vault, workspace } = house()
    const { parts } = newPerson('therapist', new ServerDouble(), handClock())
    workspace.addCouple = async (session, { alias, kind }) =>
      workspace.change(content => ({
        ...content,
        couples: [...content.couples, { session, alias, kind, made: 1, changed: 1, kept: { session } as never }],
      }))
    await act(async () => void render(<WorkspacePage vault={vault} parts={async () => parts} />))
    await unlock()
    await press(list.newTalk)
    write(new RegExp(list.alias), 'Thursday')
    await press(begin.make)
    await waitFor(() => expect(workspace.get().couples).toHaveLength(1))
    const [couple] = workspace.get().couples
    expect(couple).toMatchObject({ alias: 'Thursday', kind: 'supervised' })
    const ring = await workspace.keyring.read({ session: couple!.session, seat: 'therapist' })
    expect(ring).toMatchObject({ policy: 'safety-only', asked: { mode: 'supervised', keepDays: 90, therapist: true } })
    expect(ring?.invites.map(({ seat }) => seat)).toEqual(['p1', 'p2'])
  })

  it('is made once, when only its name could not be kept', async () => {
    const { vault, workspace } = house()
    const { parts } = newPerson('therapist', new ServerDouble(), handClock())
    const named: string[] = []
    workspace.addCouple = async session => {
      named.push(session)
      if (named.length === 1) throw new Error('no storage')
      return 'saved'
    }
    await act(async () => void render(<WorkspacePage vault={vault} parts={async () => parts} />))
    await unlock()
    await press(list.newTalk)
    await press(begin.make)
    expect((await screen.findByRole('alert')).textContent).toBe(begin.failed.notNamed)
    await press(begin.make)
    await waitFor(() => expect(named).toHaveLength(2))
    expect(named[1]).toBe(named[0])
    expect(await workspace.keyring.list()).toHaveLength(1)
  })
})
