// @vitest-environment happy-dom
import { privateOf } from '@haven/shared/channels.ts'
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ExportFile } from '../../export/file.ts'
import { toJson } from '../../export/file.ts'
import { exportOf } from '../../export/make.ts'
import { MADE, resealed, talkOfTwo } from '../../export/testing/talk.ts'
import { verify } from '../../export/verify.ts'
import { keptForm } from '../../parts/kept-form.ts'
import { useRoom } from '../../parts/use-room.ts'
import type { Session } from '../../session/scene.ts'
import { bring, take } from '../../text/along.en.ts'
import { permission } from '../../text/review.en.ts'
import { notesFrom } from './bring.ts'
import { FOREIGN, PAYLOADS } from '../testing/payloads.ts'
import { copiedOf } from './copied.ts'
import { notesOf } from './notes.ts'
import { readerOf } from './reader.ts'
import type { Outside } from './save.ts'
import { TakeAlong } from './take.tsx'
import { isOfPartner } from './yours.tsx'

afterEach(cleanup)

const outsideFor = () => ({ save: vi.fn<Outside['save']>(), print: vi.fn<Outside['print']>() })

const Page = ({ session, outside }: { session: Session; outside: Outside }) => {
  const room = useRoom(session)
  const reader = room && readerOf(room)
  return reader && isOfPartner(reader) ? <TakeAlong reader={reader} outside={outside} /> : null
}

const show = async (session: Session) => {
  const outside = outsideFor()
  await act(async () => render(<Page session={session} outside={outside} />))
  return outside
}
const choose = (name: string) => act(async () => screen.getByLabelText(name).click())
const press = (name: string) => act(async () => screen.getByRole('button', { name }).click())
const keep = async (session: Session, seq: number, text: string) => {
  const mid = await session.act({ type: 'kept' }, keptForm({ seq, from: 0, to: 4 }, text), privateOf('p1'))
  expect(await session.settled(mid)).toBe('stored')
}
const notes = (session: Session) => notesOf(session.get()).map(({ text }) => text)
const taken = async (outside: ReturnType<typeof outsideFor>) => {
  await waitFor(() => expect(screen.getByText(take.saved)).toBeDefined())
  const [content, name, type] = outside.save.mock.lastCall!
  return [String(content), name, type] as const
}
/** What is shown before anything is kept, and the answer to it. */
const bringBack = async (text: string, told: string | RegExp, isSure = true) => {
  await chooseCopy(text)
  const isAsked = await waitFor(() => {
    expect(statusOf()).not.toMatch(new RegExp(`^$|${bring.reading}`))
    return screen.queryByRole('button', { name: bring.sureYes }) !== null
  })
  if (isAsked) await press(isSure ? bring.sureYes : bring.sureNo)
  await waitFor(() => expect(statusOf()).toMatch(told))
}
const sectionOf = () => within(screen.getByRole('region', { name: bring.title }))
const statusOf = () => sectionOf().getByRole('status').textContent
const chooseCopy = async (text: string) => {
  const file = new File([text], 'haven.json', { type: 'application/json' })
  await act(async () => void fireEvent.change(sectionOf().getByLabelText(bring.choose), { target: { files: [file] } }))
}
const exactly = (line: string) => new RegExp(`^${line.replaceAll(/[.?()]/g, sign => `\\${sign}`)}$`)

describe('taking it along', () => {
  it('says above the press that a copy is not protected, and saves each form under a name without names', async () => {
    const { p1 } = await talkOfTwo()
    const outside = await show(p1)
    await choose(take.scopes.whole)
    for (const [form, name, type] of [
      ['html', /^haven-\d{4}-\d\d-\d\d\.html$/, 'text/html;charset=utf-8'],
      ['markdown', /\.md$/, 'text/markdown;charset=utf-8'],
    ] as const) {
      await choose(take.forms[form])
      const warned = screen.getByText(take.warning.whole)
      const button = screen.getByRole('button', { name: take.save })
      expect(warned.compareDocumentPosition(button)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
      await press(take.save)
      const [text, called, of] = await taken(outside)
      expect(text).toContain('I sat there alone')
      expect([called, of]).toEqual([expect.stringMatching(name), type])
    }
  })

  it('takes own words alone once one of them takes it back, whatever was chosen', async () => {
    const { p1, p2 } = await talkOfTwo()
    const outside = await show(p1)
    await choose(take.scopes.whole)
    await choose(take.forms.json)
    await act(async () => void (await p2.settled(await p2.act({ type: 'withdrew', kind: 'export' }))))
    await waitFor(() => expect(screen.getByText(take.ownOnly)).toBeDefined())
    expect(screen.getByText(take.warning.own)).toBeDefined()
    await press(take.save)
    const [text, name] = await taken(outside)
    const file = JSON.parse(text) as ExportFile
    expect(name).toContain('own-words')
    expect(file.scope).toBe('own')
    expect(text).not.toContain('You sat there alone.')
    expect(await verify(file)).toMatchObject({ ok: true })
    await press(permission.allow)
    await waitFor(() => expect(screen.getByText(permission.own.replace('{partner}', 'Benedikt'))).toBeDefined())
  })

  it('says which form takes along what was noted for oneself, and that data of own words holds what others chose', async () => {
    const { p2 } = await talkOfTwo()
    const outside = await show(p2)
    for (const form of ['print', 'pdf', 'html', 'markdown', 'json'] as const) {
      await choose(take.forms[form])
      expect(screen.getByText(take.notes)).toBeDefined()
      expect(screen.queryAllByText(take.ownData)).toHaveLength(form === 'json' ? 1 : 0)
    }
    await press(take.save)
    const file = JSON.parse((await taken(outside))[0]) as ExportFile
    expect(file.about.join(' ')).toContain('what the others did and chose')
    expect(file.entries.some(({ by, act: { type } }) => by === 'p1' && type === 'chose')).toBe(true)
    await choose(take.scopes.whole)
    expect(screen.queryByText(take.ownData)).toBeNull()
  })

  it('prints the paper alone, which is gone afterwards', async () => {
    const { p1 } = await talkOfTwo()
    const outside = await show(p1)
    await press(take.print)
    await waitFor(() => expect(outside.print).toHaveBeenCalledTimes(1))
    const paper = document.querySelector('body > .on-paper')
    expect(paper?.textContent).toContain('I sat there alone.')
    expect(paper?.textContent).not.toContain('You sat there alone.')
    await act(async () => void window.dispatchEvent(new Event('afterprint')))
    expect(document.querySelector('.on-paper')).toBeNull()
    expect(outside.save).not.toHaveBeenCalled()
  })

  it('says so when it cannot be made, and saves nothing', async () => {
    const { p1 } = await talkOfTwo()
    const outside = await show({ ...p1, disclose: () => Promise.reject(new Error('closed')) })
    await press(take.print)
    await waitFor(() => expect(screen.getByText(take.failed)).toBeDefined())
    expect(outside.print).not.toHaveBeenCalled()
  })
})

describe('bringing notes back', () => {
  it('brings back what was erased since, beside the same words, and doubles nothing', async () => {
    const { p1 } = await talkOfTwo()
    await keep(p1, 12, 'one')
    await keep(p1, 13, 'two')
    const outside = await show(p1)
    await choose(take.forms.json)
    await press(take.save)
    const [text] = await taken(outside)
    expect((JSON.parse(text) as ExportFile).notes).toHaveLength(2)
    await bringBack(text, exactly(bring.brought(0, 2)))
    expect(notes(p1)).toEqual(['one', 'two'])
    const { seq, anchor } = notesOf(p1.get())[0]!
    await act(
      async () => void (await p1.settled(await p1.act({ type: 'erased', seqs: [seq] }, undefined, privateOf('p1')))),
    )
    expect(notes(p1)).toEqual(['two'])
    await bringBack(text, exactly(bring.brought(1, 1)))
    expect(notes(p1)).toEqual(['two', 'one'])
    expect(notesOf(p1.get()).at(-1)?.anchor).toEqual(anchor)
    await bringBack('{', exactly(bring.refused.unreadable))
  })

  it('shows each note of a crafted copy beside what it is to, and keeps none that was not asked for', async () => {
    const { p1 } = await talkOfTwo()
    const said = p1.get().told.find(({ words }) => JSON.stringify(words)?.includes('I sat there alone.'))!
    const { seq } = said.entry
    const invented = [
      { seq, from: 2, to: 11, text: 'I made this up myself.' },
      { seq, text: 'And this, to all of it.' },
      { seq: 2, text: 'To what no page shows.' },
    ]
    const file = await exportOf(await p1.disclose(), { scope: 'own', made: MADE, notes: invented })
    const sent = vi.fn<Session['act']>(p1.act)
    await show({ ...p1, act: sent })
    await chooseCopy(toJson(file))
    await waitFor(() => expect(statusOf()).toBe(bring.found(3, 0)))
    const asked = within(screen.getByRole('group', { name: bring.sure(3) }))
    expect(asked.getByText(bring.sureText)).toBeDefined()
    expect(asked.getAllByRole('note').map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('sat thereI made this up myself.'),
      expect.stringContaining(invented[1]!.text),
      expect.stringContaining(invented[2]!.text),
    ])
    expect(asked.getAllByText('Saying the pain')).toHaveLength(2)
    expect(asked.getAllByText('I sat there alone.')).toHaveLength(1)
    await press(bring.sureNo)
    await waitFor(() => expect(statusOf()).toBe(bring.left))
    expect(screen.queryByRole('note')).toBeNull()
    expect([sent.mock.calls, notes(p1)]).toEqual([[], []])
    await bringBack(toJson(file), exactly(bring.brought(3, 0)))
    expect(notes(p1)).toHaveLength(3)
  })

  it('goes one after the other, stops where one does not go through, and is gone on with', async () => {
    const { p1 } = await talkOfTwo()
    const { act: send, settled } = p1
    const filled = ['one', 'two', 'three', 'four'].map(text => ({ seq: 12, text }))
    const file = await exportOf(await p1.disclose(), { scope: 'own', made: MADE, notes: filled })
    let [sent, most, refused] = [0, 0, 2]
    const counted: Session = {
      ...p1,
      act: async (...args) => {
        if (refused-- === 0) throw new Error('refused')
        most = Math.max(most, (sent += 1))
        return send(...args)
      },
      settled: async mid => {
        const end = await settled(mid)
        sent -= 1
        return end
      },
    }
    await show(counted)
    await bringBack(toJson(file), exactly(bring.partly(2, 2)))
    expect(most).toBe(1)
    expect(notes(p1)).toEqual(['one', 'two'])
    await press(bring.goOn)
    await waitFor(() => expect(screen.getByText(bring.brought(4, 0))).toBeDefined())
    expect(notes(p1)).toEqual(['one', 'two', 'four', 'three'])
    expect(screen.queryByRole('button', { name: bring.goOn })).toBeNull()
  })

  it('A8 whatever a copy was filled with comes back as the very text, to its owner alone', async () => {
    const { p1, p2 } = await talkOfTwo()
    const written = PAYLOADS.filter(payload => payload.trim() !== '')
      .slice(0, 200)
      .filter((_, index) => index % 40 === 0)
    const filled = written.map(text => ({ seq: 12, text: text.trim() }))
    const file = await exportOf(await p1.disclose(), { scope: 'own', made: MADE, notes: filled })
    await show(p1)
    await bringBack(toJson(file), exactly(bring.brought(filled.length, 0)))
    expect(document.querySelector(FOREIGN)).toBeNull()
    expect(notes(p1).toSorted()).toEqual(filled.map(({ text }) => text).toSorted())
    expect([notesOf(p2.get()), p2.get().threads[privateOf('p1')]]).toEqual([[], undefined])
  })

  it('refuses what is no copy, was changed, is of another talk, another person, or holds no notes', async () => {
    const [{ p1, p2 }, other] = [await talkOfTwo(), await talkOfTwo()]
    await keep(p1, 12, 'mine')
    const copyOf = async (session: Session, own = copiedOf(notesOf(p1.get()), 'own')) =>
      exportOf(await session.disclose(), { scope: 'own', made: MADE, notes: own })
    const judged = async (file: object) => notesFrom(JSON.stringify(file), { scene: p1.get() as never, seat: 'p1' })
    const file = await copyOf(p1)
    expect(await judged(file)).toEqual({ notes: [], known: 1 })
    expect(await judged({})).toEqual({ refused: 'unreadable' })
    expect(await judged({ ...file, notes: [{ seq: 12, text: 'not mine' }] })).toEqual({ refused: 'unverified' })
    expect(await judged(await copyOf(other.p1))).toEqual({ refused: 'session' })
    const elsewhere = { ...other.p1.get(), session: p1.get().session } as never
    expect(await notesFrom(JSON.stringify(file), { scene: elsewhere, seat: 'p1' })).toEqual({ refused: 'session' })
    expect(await judged(await copyOf(p2))).toEqual({ refused: 'seat' })
    expect(await judged(await copyOf(p1, []))).toEqual({ refused: 'none' })
    const twice = await resealed({ ...file, notes: [1, 2].map(() => ({ seq: 2, text: 'new' })) })
    expect(await judged(twice)).toEqual({ notes: [{ seq: 2, text: 'new' }], known: 0 })
  })
})
