// @vitest-environment happy-dom
import { privateOf } from '@haven/shared/channels.ts'
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { momentsAt, momentsOf, stage } from '../../gallery/stage.ts'
import type { Scene, Session } from '../../session/scene.ts'
import { isOpen, isStopped, newCouple, tell, TO_MAP_NAME, until } from '../../session/testing/couple.ts'
import { log, unsent, unverified } from '../../text/review.en.ts'
import { troubles } from '../../text/talk.en.ts'
import { Talk } from '../talk.tsx'
import { reportOf } from './report.ts'

afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
})

const said = () => document.body.textContent ?? ''
const press = (name: string) => act(async () => screen.getByRole('button', { name }).click())
const quiet = async () => ({ isWhole: true, notice: () => [] })
const open = async (session: Session) => {
  await act(async () => render(<Talk session={session} coach={quiet} />))
  await act(() => vi.dynamicImportSettled())
}
const TALK = momentsOf()

const talking = async () => {
  const { server, p1, p2 } = await newCouple()
  const sessions = { p1: await p1.open(), p2: await p2.open() }
  await Promise.all([until(sessions.p1, isOpen), until(sessions.p2, isOpen)])
  await tell(sessions, TO_MAP_NAME)
  await tell(sessions, [['p1', { type: 'spoke', aloud: false }, { title: 'the corridor' }]])
  return { server, sessions, p1, keyring: p1.keyring }
}

describe('a log that does not verify', () => {
  it('is stopped and said, shows what was verified, and offers a report without words', async () => {
    const { p1 } = stage(momentsAt('hear.check', TALK)[0]!)
    const scene: Scene = { ...p1.get(), phase: 'stopped', trouble: { kind: 'story', why: 'hash' } }
    const session: Session = { ...p1, get: () => scene }
    await open(session)
    expect(said()).toContain(troubles.story.title)
    expect(said()).toContain(unverified.lead(scene.told.length))
    expect(document.querySelectorAll('.entry').length).toBeGreaterThan(5)
    const report = reportOf(scene)
    expect(JSON.parse(report)).toMatchObject({ reason: 'hash', verified: scene.told.length })
    expect(report).not.toMatch(/fever|floor|Noor|Elias|device|box/)
  })

  it('C5 that fails while it is opened shows what was verified, with which no more can be done', async () => {
    const { server, sessions, keyring, p1 } = await talking()
    await tell(sessions, [['p1', { type: 'finished' }]])
    sessions.p1.close()
    const [last] = server.entries.splice(-1)
    server.entries.push({ ...last!, act: { type: 'stayed' } } as never)
    const again = await p1.open()
    await until(again, isStopped)
    await open(again)
    expect(said()).toContain(troubles.story.safe)
    expect(said()).toContain(unverified.lead(server.entries.length - 1))
    expect([...document.querySelectorAll('.entry')].at(-1)?.textContent).toContain('the corridor')
    expect(screen.queryByRole('button', { name: log.withdraw })).toBeNull()
    await expect(again.act({ type: 'stayed' })).rejects.toThrow('over')
    expect((await keyring.list())[0]!.heads!.room!.seq).toBe(server.entries.length)
  })

  it('C10 of a newer Haven is shown up to there, and opening it again is offered', async () => {
    const { server, sessions, p1 } = await talking()
    sessions.p1.close()
    const [last] = server.entries.slice(-1)
    server.entries.push({ ...last!, seq: last!.seq + 1, act: { type: 'sang' } } as never)
    server.hashes.push(server.hashes.at(-1)!)
    const again = await p1.open()
    await until(again, isStopped)
    await open(again)
    expect(said()).toContain(troubles.version.title)
    expect(said()).toContain('the corridor')
    expect(screen.getByRole('button', { name: troubles.again })).toBeTruthy()
    cleanup()
    server.lie = { script: 2 }
    const newer = await p1.open()
    await until(newer, isStopped)
    await open(newer)
    expect(said()).toContain(troubles.version.title)
    expect(said()).not.toContain(unverified.title)
  })

  it('lists the words that are still on this device, folded and to be copied, whatever they were for', async () => {
    const { p1 } = stage(momentsAt('hear.voice', TALK)[0]!)
    await p1.draft.write('hear.voice:text', 'I sat on the')
    await p1.draft.write('own.inner:text', 'But I was tired.')
    await p1.draft.write('map.name:kinds', '["alone"]')
    await p1.draft.write('review.note', JSON.stringify({ anchor: { seq: 3 }, text: 'half a note' }))
    await p1.draft.write('measures.following', '{"from":1,"past":[]}')
    await p1.draft.write('whisper:to', 'p1')
    const spoke = { type: 'spoke', aloud: false } as const
    const kept = { mid: 'k', channel: privateOf('p1'), act: { type: 'kept' } } as const
    const scene: Scene = {
      ...p1.get(),
      phase: 'stopped',
      trouble: { kind: 'story', why: 'hash' },
      pending: [{ mid: 'm', step: 'hear.voice', act: spoke, words: { text: 'It was two.' } }],
      sidePending: [{ ...kept, words: { item: 'note', value: '{"seq":3,"text":"my own note"}' } }],
      returned: { mid: 'r', code: 'closed', step: 'hear.voice', act: spoke, words: { text: 'Nobody came.' } },
    }
    const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await open({ ...p1, get: () => scene })
    const section = screen.getByRole('region', { name: unsent.title })
    expect(section.querySelector('details')!.open).toBe(false)
    const there = ['It was two.', 'my own note', 'Nobody came.', 'I sat on the', 'But I was tired.', 'half a note']
    for (const words of there) expect(section.textContent).toContain(words)
    expect(section.textContent).not.toMatch(/"from"|past|p1|\[/)
    await press(unsent.copy)
    expect(copied).toHaveBeenCalledOnce()
    for (const words of there) expect(copied.mock.lastCall![0]).toContain(words)
    copied.mockRestore()
  })

  it('says nothing of unsent words where there are none, or where the talk is gone', async () => {
    const { p1 } = stage(momentsAt('hear.voice', TALK)[0]!)
    const scene: Scene = { ...p1.get(), phase: 'stopped', trouble: { kind: 'story', why: 'hash' } }
    await open({ ...p1, get: () => scene })
    expect(said()).not.toContain(unsent.title)
    cleanup()
    await p1.draft.write('hear.voice:text', 'I sat on the')
    const elsewhere: Scene = { ...scene, trouble: { kind: 'otherTab' } }
    await open({ ...p1, get: () => elsewhere })
    expect(said()).not.toContain(unsent.title)
  })

  it('of which nothing could be verified shows nothing', async () => {
    const { p1 } = stage(TALK[0]!)
    const { snapshot: _, opened: __, ...rest } = p1.get()
    const scene: Scene = { ...rest, phase: 'stopped', told: [], trouble: { kind: 'story', why: 'head' } }
    const session: Session = { ...p1, get: () => scene }
    await open(session)
    expect(said()).toContain(unverified.lead(0))
    expect(document.querySelector('.entry')).toBeNull()
  })
})
