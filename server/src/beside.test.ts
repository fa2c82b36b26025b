import type { Act, SideAct } from '@haven/shared/acts.ts'
import { mayUse, SIDE_CHANNELS } from '@haven/shared/channels.ts'
import { SEATS } from '@haven/shared/steps.ts'
import { CLOSE, LIMITS } from '@haven/shared/wire.ts'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CAPSULE, enter, hashOf, type House, join, openHouse, openTalk } from './testing/house.ts'
import { newHash, newId, newTestDevice } from './testing/device.ts'
import { draftOf, rowAfter } from './testing/records.ts'
import { allThere, claimSeat, openSupervised, whisper } from './testing/practice.ts'

let house: House
beforeEach(async () => {
  house = await openHouse({ isUnlimited: true })
})
afterEach(() => house.close())

const consenting: Act = { type: 'agreed', wording: newHash(), kinds: 'use keep therapist' }
const withdrawn: Act = { type: 'withdrew', kind: 'therapist' }

describe('a session with a therapist', () => {
  it('opens with a therapist’s seat and a link for each partner', async () => {
    const { socks, session } = await allThere(house)
    expect(socks.p1.entries[0]).toMatchObject({ act: { type: 'opened', mode: 'supervised', therapist: true } })
    expect(socks.therapist.welcome?.seat).toBe('therapist')
    const invites = await house.store.access.invites(session)
    expect(invites.map(({ seat }) => seat)).toEqual(['p1', 'p2'])
  })

  it.each([
    ['a couple with a therapist in it', { mode: 'couple' }],
    ['a therapist who invites one', { invites: [{ seat: 'p1', claimHash: newHash(), capsule: CAPSULE }] }],
    ['a therapist who invites a therapist', { seat: 'p1' }],
  ])('refuses %s', async (_, changes) => {
    await expect(openSupervised(house, changes)).rejects.toThrow('400')
  })

  it('a partner may ask for a therapist, whose link lives a day', async () => {
    const { session, claim, therapist } = await askedFor()
    house.pass(LIMITS.therapistInviteMs - 1000)
    expect((await house.post('/api/claims', claim)).status).toBe(200)
    const late = await enter({ house, session }, therapist)
    await late.until(() => late.entries.length === 3)
    expect(Object.keys(late.welcome!.heads).sort()).toEqual(['notes', 'room'])
    expect(await whisper(late, 'p2')).toBe('forbidden')
    expect(late.entries.at(-1)).toMatchObject({ act: { type: 'joined', seat: 'therapist' } })
  })

  it('and a day later it is over', async () => {
    const { claim } = await askedFor()
    house.pass(LIMITS.therapistInviteMs)
    expect(await house.post('/api/claims', claim)).toMatchObject({ status: 410, body: { code: 'expired' } })
  })
})

/** A partner has opened a session with a link for a therapist. */
const askedFor = async () => {
  const [p1, therapist] = [await newTestDevice(), await newTestDevice()]
  const claims = { p2: newHash(), therapist: newHash() }
  const invites = (['p2', 'therapist'] as const).map(seat => ({
    seat,
    claimHash: hashOf(claims[seat]),
    capsule: CAPSULE,
  }))
  const session = newId()
  const rest = { mode: 'supervised', setting: 'apart', keepDays: 90 }
  const asked = { session, seat: 'p1', device: p1.keys, invites, ...rest }
  expect((await house.post('/api/sessions', asked)).status).toBe(201)
  const claim = { session, seat: 'therapist', claim: claims.therapist, device: therapist.keys, joinMac: newHash() }
  return { session, p1, therapist, claim }
}

describe('channels beside the room', () => {
  it('P6 each seat hears of its own channels and of no other', async () => {
    const { socks } = await allThere(house)
    for (const seat of SEATS) {
      const { heads, shares } = socks[seat].welcome!
      const own = ['room', ...SIDE_CHANNELS.filter(channel => mayUse(seat, channel))].sort()
      expect(Object.keys(heads).sort()).toEqual(own)
      expect(shares.map(({ channel }) => channel).sort()).toEqual(own)
    }
  })

  it('P13 seat by channel by act: what belongs there is stored, all else is forbidden', async () => {
    const { socks } = await allThere(house)
    const acts: (Act | SideAct)[] = [
      { type: 'whispered' },
      { type: 'noted' },
      { type: 'bookmarked' },
      { type: 'kept' },
      { type: 'spoke', aloud: false },
      { type: 'held' },
    ]
    const fates: Record<string, string[]> = {}
    for (const seat of SEATS)
      for (const channel of SIDE_CHANNELS)
        for (const act of acts)
          if ((await socks[seat].does(act, '', { channel })) !== 'forbidden')
            (fates[`${seat} ${channel}`] ??= []).push(act.type)
    expect(fates).toEqual({
      'p1 whisper:p1': ['whispered'],
      'p1 private:p1': ['kept'],
      'p2 whisper:p2': ['whispered'],
      'p2 private:p2': ['kept'],
      'therapist whisper:p1': ['whispered'],
      'therapist whisper:p2': ['whispered'],
      'therapist notes': ['noted', 'bookmarked'],
    })
    for (const type of ['whispered', 'noted', 'bookmarked', 'kept'] as const)
      expect(await socks.therapist.does({ type }, '')).toBe('forbidden')
  })

  it('P14 P16 P20 mids, bases and sizes are judged there as in the room', async () => {
    const { socks } = await allThere(house)
    const { therapist } = socks
    const frame = therapist.proposal({ type: 'noted' }, '', { channel: 'notes' })
    therapist.send(frame)
    expect(await therapist.fateOf(frame.mid)).toBe(1)
    therapist.send(frame)
    await therapist.until(() => therapist.of('already').length === 1)
    expect(therapist.of('already')[0]).toMatchObject({ mid: frame.mid, channel: 'notes', seq: 1 })
    therapist.send({ ...frame, box: `${frame.box.slice(0, -4)}AAAA` })
    await therapist.until(() => therapist.refusals.includes('mid-reused'))
    const forged = { channel: 'notes', base: { seq: 1, hash: newHash() } } as const
    expect(await therapist.does({ type: 'noted' }, '', forged)).toBe('fork')
    expect(await therapist.does({ type: 'noted' }, '', { channel: 'notes', box: 'AAAA' })).toBe(`${CLOSE.malformed}`)
  })

  it('P18 P36 each erases their own whispers and nobody else’s', async () => {
    const { socks, session, devices } = await allThere(house)
    expect(await whisper(socks.therapist, 'p1')).toBe(1)
    await socks.p1.until(() => socks.p1.side('whisper:p1').length === 1)
    expect(await socks.p1.beside('whisper:p1', { type: 'erased', seqs: [1] })).toBe('not-yours')
    expect(await socks.therapist.beside('whisper:p1', { type: 'erased', seqs: [1] })).toBe(2)
    const again = await enter({ house, session }, devices.p1)
    await again.until(() => again.side('whisper:p1').length === 2)
    expect(again.side('whisper:p1')[0]).toMatchObject({ box: null })
  })

  it('is opened once something is written or read there, and stays open for as long as those who did are here', async () => {
    const { socks } = await allThere(house)
    expect(house.haven.rooms.size).toBe(1)
    await whisper(socks.therapist, 'p1')
    await socks.p1.until(() => socks.p1.side('whisper:p1').length === 1)
    expect(house.haven.rooms.size).toBe(2)
    house.pass(LIMITS.idleRoomMs * 2)
    for (const sock of Object.values(socks)) await sock.settled()
    await house.sweep()
    expect(house.haven.rooms.size).toBe(2)
  })

  it('P28 a side channel is read on from where a device stood, at any age', async () => {
    const { socks, session, devices } = await allThere(house)
    for (let count = 0; count < 5; count += 1) await whisper(socks.therapist, 'p2')
    house.pass(LIMITS.idleRoomMs * 2)
    const back = await house.connect()
    await back.hello(session, devices.p2, { since: { room: 6, 'whisper:p2': 3 } })
    await back.until(() => back.side('whisper:p2').length === 2)
    expect(back.side('whisper:p2').map(({ seq }) => seq)).toEqual([4, 5])
    back.send({ type: 'resume', since: { 'whisper:p2': 4 } })
    await back.until(() => back.side('whisper:p2').length === 3)
    back.send({ type: 'resume', since: { 'whisper:p1': 0, notes: 0 } })
    await back.settled()
    expect(back.frames.flatMap(frame => (frame.type === 'entries' ? frame.channel : []))).not.toContain('whisper:p1')
  })

  it('a partner whispers once the one who invited them has vouched for the device, and not before', async () => {
    const supervised = await openSupervised(house)
    await claimSeat(supervised, 'p1')
    const p1 = await enter(supervised, supervised.devices.p1)
    const therapist = await enter(supervised, supervised.devices.therapist)
    expect(await whisper(p1, 'p1')).toBe('forbidden')
    await therapist.until(() => therapist.entries.length === 3)
    await therapist.does({ type: 'endorsed', device: supervised.devices.p1.id }, '')
    expect(await whisper(p1, 'p1')).toBe(1)
    house.haven.rooms.drop(supervised.session)
    const back = await enter(supervised, supervised.devices.p1)
    await back.until(() => back.side('whisper:p1').length === 1)
    expect(await whisper(back, 'p1')).toBe(2)
  })

  it('a couple alone has what is private to each', async () => {
    const talk = await openTalk(house)
    await join(talk)
    const one = await enter(talk, talk.p1)
    expect(Object.keys(one.welcome!.heads).sort()).toEqual(['private:p1', 'room'])
    expect(await one.beside('private:p1', { type: 'kept' })).toBe(1)
    for (const channel of ['private:p2', 'whisper:p1', 'notes'] as const)
      expect(await one.beside(channel, { type: 'kept' })).toBe('forbidden')
  })
})

describe('R18 P40 A5 whispers leave no trace', () => {
  /** The frames of p2, without the clock's: what came, of what size, in what order. */
  const seenBy = async (whispers: readonly boolean[]) => {
    const { socks } = await allThere(house)
    const { p1, p2, therapist } = socks
    for (const isWhispered of whispers) {
      if (isWhispered) {
        await whisper(therapist, 'p1')
        await p1.until(() => p1.side('whisper:p1').length === therapist.side('whisper:p1').length)
        await whisper(p1, 'p1')
        await therapist.beside('notes', { type: 'noted' })
      }
      await p1.does({ type: 'withdrew', kind: 'review' }, '')
    }
    const seqs = 6 + whispers.length
    await p2.until(() => p2.entries.length === seqs)
    await p2.settled()
    return p2.frames.map(frame => `${frame.type} ${JSON.stringify(frame).length}`)
  }

  it('with and without, the other partner hears the same frames of the same sizes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), async whispers => {
        expect(await seenBy(whispers)).toEqual(await seenBy(whispers.map(() => false)))
      }),
      { numRuns: 8 },
    )
  })

  it('nor do they prolong how long the session is kept', async () => {
    const { socks, session } = await allThere(house)
    const due = house.store.access.due.bind(house.store.access)
    const kept = 90 * 86_400 + Math.floor(house.clock.ms / 1000)
    house.pass(86_400_000)
    await whisper(socks.therapist, 'p1')
    expect(await due(kept)).toEqual([session])
  })
})

it('R18 a therapist is here only while they attend to this session, and no entry says so', async () => {
  const { socks } = await allThere(house)
  const { p1, therapist } = socks
  const seen = () => p1.of('present').at(-1)!.seats.join()
  expect(seen()).toBe('p1,p2')
  therapist.send({ type: 'attend', isHere: true })
  await p1.until(() => seen() === 'p1,p2,therapist')
  therapist.send({ type: 'attend', isHere: false })
  await therapist.settled()
  expect(seen()).toBe('p1,p2,therapist')
  house.pass(LIMITS.awayMs)
  await house.sweep()
  await p1.until(() => seen() === 'p1,p2')
  p1.send({ type: 'attend', isHere: false })
  await p1.settled()
  expect(socks.p2.of('present').at(-1)!.seats).toContain('p1')
  expect(p1.entries.length).toBe(6)
})

describe('a therapist whose seat is withdrawn', () => {
  it('P41 is sent away with the same commit, and let in no more', async () => {
    const { socks, session, devices } = await allThere(house)
    socks.therapist.send({ type: 'attend', isHere: true })
    await socks.p1.until(() => socks.p1.of('present').at(-1)!.seats.length === 3)
    await socks.p2.does(withdrawn, '')
    await socks.therapist.until(() => socks.therapist.closed !== undefined)
    expect(socks.therapist.closed).toBe(CLOSE.removed)
    await socks.p1.until(() => socks.p1.of('present').at(-1)!.seats.join() === 'p1,p2')
    expect(socks.p2.closed).toBeUndefined()
    const back = await house.connect()
    await back.hello(session, devices.therapist)
    await back.until(() => back.closed !== undefined)
    expect(back.closed).toBe(CLOSE.removed)
    expect(back.welcome).toBeUndefined()
    expect(await whisper(socks.p1, 'p1')).toBe(1)
  })

  it('and a link for that seat opens nothing any more', async () => {
    const { session, p1, claim } = await askedFor()
    const one = await enter({ house, session }, p1)
    await one.until(() => one.entries.length === 2)
    expect(await one.does(withdrawn, '')).toBe(3)
    expect(await house.post('/api/claims', claim)).toMatchObject({ status: 410, body: { code: 'expired' } })
  })

  it('P41 links the therapist gave open nothing any more, nor one renewed on the way out', async () => {
    const supervised = await openSupervised(house)
    const { session, devices } = supervised
    await claimSeat(supervised, 'p1')
    const [p1, therapist] = [await enter(supervised, devices.p1), await enter(supervised, devices.therapist)]
    await p1.until(() => p1.entries.length === 3)
    const again = newHash()
    p1.send(p1.proposal(withdrawn, ''))
    therapist.send({ type: 'invite', seat: 'p2', claimHash: hashOf(again), capsule: CAPSULE })
    await therapist.until(() => therapist.closed !== undefined)
    for (const claim of [supervised.claims.p2, again]) {
      const body = { session, seat: 'p2', claim, device: devices.p2.keys, joinMac: claim }
      expect((await house.post('/api/claims', body)).status).toBeGreaterThanOrEqual(404)
    }
    expect((await house.store.access.devices(session)).map(({ seat }) => seat)).toEqual(['p1'])
  })

  it('P41 what it says in the same breath is not stored, in the room or beside it', async () => {
    const { socks, session } = await allThere(house)
    const { p2, therapist } = socks
    const acts = [
      therapist.proposal({ type: 'noted' }, '', { channel: 'notes' }),
      therapist.proposal({ type: 'whispered' }, '', { channel: 'whisper:p1' }),
      therapist.proposal({ type: 'held' }, 'arrive.welcome'),
    ]
    p2.send(p2.proposal(withdrawn, ''))
    for (const act of acts) therapist.send(act)
    await therapist.until(() => therapist.closed !== undefined)
    for (const channel of ['notes', 'whisper:p1'] as const)
      expect(await house.store.log.read({ session, channel }, 0, 10)).toEqual([])
    expect((await house.store.log.read({ session, channel: 'room' }, 6, 10)).length).toBe(1)
  })

  it('P22 P25 nobody is sent away for a withdrawal that was never stored', async () => {
    const { socks, session, devices } = await allThere(house)
    const append = house.store.log.append.bind(house.store.log)
    house.store.log.append = async () => {
      house.store.log.append = append
      throw new Error('disk')
    }
    expect(await socks.p2.does(withdrawn, '')).toBe('cannot-store')
    expect(socks.therapist.closed).toBeUndefined()
    const again = await enter({ house, session }, devices.therapist)
    expect(Object.keys(again.welcome!.heads)).toContain('whisper:p1')
    expect(await whisper(again, 'p1')).toBe(1)
  })

  it('the two go on without: consent asks for no therapist', async () => {
    const { socks } = await allThere(house)
    const { p1, p2 } = socks
    for (const step of ['arrive.welcome', 'arrive.safety'])
      for (const sock of [p1, p2]) await sock.does({ type: 'readied' }, step)
    for (const sock of [p1, p2]) await sock.does(consenting, 'arrive.consent')
    expect(await p1.does({ type: 'chose', choice: 'me' }, 'arrive.roles')).toBe('stale-step')
    await p2.does(withdrawn, '')
    for (const sock of [p1, p2])
      expect(await sock.does({ ...consenting, kinds: 'use keep' }, 'arrive.consent')).toBeTypeOf('number')
    expect(await p1.does({ type: 'chose', choice: 'me' }, 'arrive.roles')).toBeTypeOf('number')
  })
})

it('that the transcript was opened is still said in a full log', async () => {
  const { socks, session, devices } = await allThere(house)
  const all = Object.values(socks)
  for (const step of ['arrive.welcome', 'arrive.safety'])
    for (const sock of [socks.p1, socks.p2]) await sock.does({ type: 'readied' }, step)
  for (const sock of all) await sock.does(consenting, 'arrive.consent')
  const { tail, state } = (await house.store.log.load(session, 'room', 1))!
  const rows = [tail[0]!]
  while (rows.at(-1)!.entry.seq < LIMITS.entries)
    rows.push(rowAfter(rows.at(-1)!, { act: { type: 'withdrew', kind: 'shareMeasures' } }))
  house.haven.rooms.drop(session)
  await house.store.log.append([{ ...draftOf(session, rows.slice(1)), course: { state: state!, forgetAt: null } }])
  const [one, third] = [await enter({ house, session }, devices.p1), await enter({ house, session }, devices.therapist)]
  for (const sock of [one, third]) await sock.until(() => sock.entries.length === LIMITS.entries)
  expect(await third.does({ type: 'held' }, '')).toBe('closed')
  expect(await third.does({ type: 'reviewed' }, '')).toBe(LIMITS.entries + 1)
  await one.until(() => one.entries.at(-1)?.act.type === 'reviewed')
})

it('P37 a therapist’s wish to forget changes nothing for the two', async () => {
  const { socks, session } = await allThere(house)
  socks.therapist.send({ type: 'forget', what: 'session' })
  socks.p1.send({ type: 'forget', what: 'session' })
  await socks.p2.until(() => socks.p2.of('forgetting').length > 0)
  expect(socks.p2.of('forgetting').at(-1)?.seats).toEqual(['p1'])
  socks.p2.send({ type: 'forget', what: 'session' })
  await socks.therapist.until(() => socks.therapist.closed !== undefined)
  expect(socks.therapist.closed).toBe(CLOSE.erased)
  expect(await house.store.access.isErased(session)).toBe(true)
})
