import { describe, expect, it } from 'vitest'
import { startHaven } from '../e2e/server.ts'
import { walkSupervised } from './supervised.ts'
import { traceOf } from './trace.ts'

it('A12 two partners and their therapist walk a whole talk, and whispers leave no trace with the other', async () => {
  const haven = await startHaven()
  try {
    const walked = await walkSupervised(haven.url, 'You were not there.')
    expect(walked).toMatchObject({ ok: true, ended: 'done', held: 1, steppedBack: 1, whispered: 3, whisperTrace: 0 })
  } finally {
    await haven.dispose()
  }
  // Longer than the walk's own patience, so that a walk that stands still says where.
}, 150_000)

describe('the trace of whispers in the frames of the other partner', () => {
  const entries = (channel: string, ...boxes: string[]) =>
    JSON.stringify({
      type: 'entries',
      channel,
      entries: boxes.map((box, at) => ({
        seq: at + 1,
        at: 1,
        epoch: 1,
        by: 'p1',
        device: 'A'.repeat(22),
        mid: 'A'.repeat(22),
        step: channel === 'room' ? 'hear.voice' : '',
        base: { seq: at, hash: 'A'.repeat(43) },
        act: channel === 'room' ? { type: 'spoke', aloud: false } : { type: 'whispered' },
        box,
      })),
    })

  it('is nothing where the room came the same, in whatever frames', () => {
    expect(traceOf([entries('room', 'AAAA', 'BBBBBB')], [entries('room', 'BBBBBB'), entries('room', 'AAAA')])).toBe(0)
    expect(traceOf([entries('room', 'AAAA'), entries('whisper:p2', 'AAAA')], [entries('room', 'AAAA')])).toBe(0)
  })

  it('counts a frame of a channel that is not theirs, and an entry more, less or larger', () => {
    const room = entries('room', 'AAAA')
    expect(traceOf([room, entries('whisper:p1', 'AAAA')], [room])).toBeGreaterThan(0)
    expect(traceOf([entries('room', 'AAAA', 'AAAA')], [room])).toBeGreaterThan(0)
    expect(traceOf([room], [entries('room', 'AAAA', 'AAAA')])).toBeGreaterThan(0)
    expect(traceOf([entries('room', 'AAAAAAAA')], [room])).toBeGreaterThan(0)
  })
})
