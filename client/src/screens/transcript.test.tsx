// @vitest-environment happy-dom
import type { Partner } from '@haven/shared/steps.ts'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { type Moment, momentsAt, momentsOf, stage } from '../gallery/stage.ts'
import { roomOf } from '../parts/use-room.ts'
import { transcript as text } from '../text/told.en.ts'
import { Told } from './transcript.tsx'

afterEach(cleanup)
const MOMENTS = momentsOf()

const read = (moment: Moment, seat: Partner) => {
  const session = stage(moment)[seat]
  const room = roomOf(session, session.get())!
  render(<Told room={room} />)
  return { all: document.body.textContent ?? '', room, moment }
}
const wordsBy = ({ log, said }: Moment, seat: Partner, step: string) =>
  log.entries.flatMap(entry =>
    entry.by === seat && entry.step === step ? Object.values(said.get(entry.seq) ?? {}).flat() : [],
  )

describe('what was said', () => {
  it('C13: hides the half of a partner until both are there', () => {
    const halves = momentsAt('map.cycle', MOMENTS)
    const half = halves.find(({ log }) => log.snapshot.context.said.length === 1)!
    const [writer] = half.log.snapshot.context.said
    const reader = writer === 'p1' ? 'p2' : 'p1'
    const under = wordsBy(half, writer!, 'map.cycle').find(line => line.includes(' '))!
    expect(read(half, reader).all).not.toContain(under)
    cleanup()
    expect(read(half, writer!).all).toContain(under)
    cleanup()
    const both = halves.find(({ log }) => log.snapshot.context.said.length === 2)!
    expect(read(both, reader).all).toContain(under)
  })

  it('stands under its chapters, as a log that stays silent', () => {
    read(momentsAt('done', MOMENTS)[0]!, 'p1')
    const log = screen.getByRole('log')
    expect(log.getAttribute('aria-live')).toBe('off')
    expect(screen.getAllByRole('heading', { level: 2 }).map(one => one.textContent)).toContain('Hear')
    expect(document.body.textContent).toContain('Yes, I feel heard')
  })

  it('R15: tells of a pause and of nobody who asked for it', async () => {
    const session = stage(momentsAt('hear.voice', MOMENTS)[0]!).p2
    await session.act({ type: 'paused', minutes: 20 })
    render(<Told room={roomOf(session, session.get())!} />)
    expect(screen.getByText(text.pause)).toBeTruthy()
  })

  it('says that words were withdrawn in place of them', async () => {
    const moment = momentsAt('hear.check', MOMENTS)[0]!
    const session = stage(moment).p1
    const seq = moment.log.entries.findLast(({ by, act }) => by === 'p1' && act.type === 'spoke')!.seq
    const gone = String(Object.values(moment.said.get(seq) ?? {})[0])
    await session.act({ type: 'erased', seqs: [seq] })
    render(<Told room={roomOf(session, session.get())!} />)
    expect(document.body.textContent).not.toContain(gone)
    expect(screen.getByText('These words were withdrawn.')).toBeTruthy()
  })
})
