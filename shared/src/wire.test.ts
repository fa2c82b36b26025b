import { describe, expect, it } from 'vitest'
import { mayComeLater, REFUSAL_CODES, Refusal } from './refusal.ts'
import { hashOf, idOf, roomAt } from './testing/room.ts'
import { ClaimBody, CreateBody, Downward, LIMITS, SUBPROTOCOL, Upward } from './wire.ts'

const base = { seq: 0, hash: hashOf('h') }
const keys = { agreePub: 'A'.repeat(87), signPub: 'B'.repeat(87) }
const propose = {
  type: 'propose',
  mid: idOf('m'),
  channel: 'room',
  epoch: 1,
  step: 'hear.voice',
  base,
  box: 'AA',
  act: { type: 'spoke', aloud: false },
}
const create = {
  session: idOf('s'),
  mode: 'couple',
  setting: 'apart',
  seat: 'p1',
  device: keys,
  keepDays: 0,
  invites: [{ seat: 'p2', claimHash: hashOf('c'), capsule: 'AAAA' }],
}
const claim = { session: idOf('s'), seat: 'p2', claim: hashOf('c'), device: keys, joinMac: hashOf('j') }

const head = { type: 'head', nonce: idOf('n'), epoch: 1, ...base, proofs: [{ to: idOf('o'), box: 'A'.repeat(38) }] }

const UP = [
  { type: 'hello', session: idOf('s'), device: idOf('d'), proof: 'A'.repeat(86), since: { room: 3 } },
  propose,
  { type: 'resume', since: {} },
  { type: 'invite', seat: 'p2', claimHash: hashOf('c'), capsule: 'AAAA' },
  { type: 'wrap', channel: 'room', epoch: 2, room: 3, wraps: [{ to: idOf('d'), box: 'A'.repeat(151) }] },
  { type: 'forget', what: 'session' },
  head,
  { type: 'ping', n: 1 },
]
const DOWN = [
  { type: 'challenge', nonce: hashOf('n'), now: 1 },
  {
    type: 'welcome',
    seat: 'p1',
    epoch: 1,
    shares: [{ channel: 'room', epoch: 1, share: hashOf('s') }],
    wraps: [{ channel: 'room', epoch: 2, box: 'A'.repeat(151) }],
    heads: { room: base },
    limits: { frame: 1, words: 1 },
    now: 1,
    script: 1,
    forgetting: { seats: [], due: null },
    invites: [{ seat: 'p2', state: 'open', triedAgain: 0 }],
  },
  { type: 'entries', channel: 'room', entries: roomAt('map.name').entries },
  { type: 'keys', shares: [{ channel: 'room', epoch: 2, share: hashOf('s') }], wraps: [] },
  { type: 'already', mid: idOf('m'), channel: 'room', seq: 2 },
  { type: 'refusal', mid: idOf('m'), code: 'stale-step', step: 'map.name', waitMs: 5 },
  { type: 'present', seats: ['p1'] },
  { ...head, device: idOf('d') },
  { type: 'invited', seat: 'p2' },
  { type: 'forgetting', seats: [], due: null },
  { type: 'pong', n: 1, now: 2 },
  { type: 'bye', why: 'restart', spreadMs: 5 },
]

describe('frames', () => {
  it.each(UP.map(frame => [frame.type, frame] as const))(
    'up: %s is taken as it is, and refused with more',
    (_, frame) => {
      expect(Upward.parse(frame)).toEqual(frame)
      expect(Upward.safeParse({ ...frame, seat: 'p1', by: 'p1' }).success).toBe(false)
    },
  )

  it.each(DOWN.map(frame => [frame.type, frame] as const))(
    'down: %s is taken as it is, and refused with more',
    (_, frame) => {
      expect(Downward.parse(frame)).toEqual(frame)
      expect(Downward.safeParse({ ...frame, extra: 1 }).success).toBe(false)
    },
  )

  it.each([
    { ...propose, channel: 'whisper:p3' },
    { ...propose, mid: 'short' },
    { ...propose, epoch: 0 },
    { ...propose, base: { ...base, hash: 'short' } },
    { ...propose, box: 'not base64!' },
    { ...propose, act: { type: 'spoke', aloud: false, text: 'words' } },
    { ...propose, step: 'x'.repeat(33) },
    { type: 'resume', since: { lobby: 1 } },
    { type: 'resume', since: { room: -1 } },
    { ...UP[0], proof: 'A'.repeat(85) },
    { ...UP[3], capsule: 'A'.repeat(LIMITS.capsule * 2) },
  ])('refuses %#', frame => {
    expect(Upward.safeParse(frame).success).toBe(false)
  })
})

describe('bodies', () => {
  it('of a creation and a claim are strict', () => {
    expect(CreateBody.parse(create)).toEqual(create)
    expect(ClaimBody.parse(claim)).toEqual(claim)
    for (const wrong of [{ name: 'Noor' }, { invites: [] }, { keepDays: -1 }, { mode: 'solo' }, { seat: 'haven' }])
      expect(CreateBody.safeParse({ ...create, ...wrong }).success).toBe(false)
    for (const wrong of [{ name: 'Noor' }, { claim: 'short' }, { device: { agreePub: 'A', signPub: 'B' } }])
      expect(ClaimBody.safeParse({ ...claim, ...wrong }).success).toBe(false)
  })
})

describe('limits', () => {
  it('let the largest sealed act fit a frame', () => {
    const box = Math.ceil(((LIMITS.boxSizes.at(-1)! + LIMITS.boxOverhead) * 4) / 3)
    expect(JSON.stringify({ ...propose, box: 'A'.repeat(box) }).length).toBeLessThan(LIMITS.frame)
    expect(LIMITS.words).toBeLessThan(LIMITS.boxSizes.at(-1)!)
    expect(SUBPROTOCOL).toBe('haven.1')
  })
})

describe('refusals', () => {
  it('are final, save three that ask to wait', () => {
    expect(REFUSAL_CODES.filter(mayComeLater)).toEqual(['slow-down', 'overloaded', 'cannot-store'])
    expect(new Refusal('slow-down')).toMatchObject({ code: 'slow-down', name: 'Refusal' })
  })
})
