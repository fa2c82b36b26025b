import { isBySeat } from '@haven/shared/acts.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openPostgres } from './log/postgres-store.ts'
import type { Store } from './log/store.ts'
import { newTestDevice } from './testing/device.ts'
import { enter, type House, join, openHouse, openTalk } from './testing/house.ts'
import { hasPostgres, Postgres } from './testing/postgres.ts'
import { claimSeat, openSupervised } from './testing/practice.ts'

const open = { type: 'withdrew', kind: 'shareMeasures' } as const

/** One who hears of nothing by itself. */
const deaf = (store: Store): Store => ({
  ...store,
  elsewhere: {
    alone: (session, work) => store.elsewhere!.alone(session, work),
    hear: () => undefined,
    heads: sessions => store.elsewhere!.heads(sessions),
    close: () => store.elsewhere!.close(),
  },
})

describe.runIf(hasPostgres())('two machines over one database', () => {
  let postgres: Postgres
  let here: House
  let there: House
  beforeAll(async () => void (postgres = await Postgres.start()))
  afterAll(() => postgres?.dispose())
  beforeEach(async () => {
    await postgres.empty()
    here = await openHouse({ store: await openPostgres(postgres.databases) })
    there = await openHouse({ store: await openPostgres(postgres.databases) })
    await listening(2)
  })
  afterEach(async () => {
    await here.close()
    await there.close()
  })

  const listening = async (count: number) => {
    for (let found = 0; found < count;) {
      const rows = await postgres.ask('entries', `select pid from pg_stat_activity where query = 'listen haven'`)
      found = rows.length
    }
  }

  /** One partner at each machine. */
  const apart = async (over = there) => {
    const talk = await openTalk(here)
    expect((await join({ ...talk, house: over })).status).toBe(200)
    const [one, two] = [await enter(talk, talk.p1), await enter({ ...talk, house: over }, talk.p2)]
    await one.until(() => one.entries.length >= 3)
    await two.until(() => two.entries.length >= 3)
    return { ...talk, one, two }
  }

  it('P22 what is stored at one is told at the other', async () => {
    const { one, two } = await apart()
    for (const [speaks, hears] of [
      [one, two],
      [two, one],
      [two, one],
    ] as const) {
      const seq = (await speaks.does(open, '')) as number
      await hears.until(() => hears.entries.length >= seq)
    }
    expect(two.entries).toEqual(one.entries)
  })

  it('P21 P27 both go on at once: each act is answered once, and both read one log', async () => {
    const { one, two } = await apart()
    const frames = [one, two].map(sock => Array.from({ length: 8 }, () => sock.proposal(open, '')))
    for (let at = 0; at < 8; at += 1) for (const [who, sock] of [one, two].entries()) sock.send(frames[who]![at])
    const fates = await Promise.all([one, two].flatMap((sock, who) => frames[who]!.map(({ mid }) => sock.fateOf(mid))))
    const stored = fates.filter(fate => typeof fate === 'number')
    expect(new Set(stored).size).toBe(stored.length)
    expect(fates.filter(fate => typeof fate === 'string' && fate !== 'overloaded')).toEqual([])
    await Promise.all([one, two].map(sock => sock.until(() => sock.entries.length === 3 + stored.length)))
    expect(two.entries).toEqual(one.entries)
    expect(one.entries.map(({ seq }) => seq)).toEqual(one.entries.map((_, at) => at + 1))
    const mids = one.entries.flatMap(entry => (isBySeat(entry) ? [entry.mid] : []))
    expect(new Set(mids).size).toBe(mids.length)
  })

  it('P14 the same bytes at the other machine are the same act', async () => {
    const { one, two, house, session, p1 } = await apart()
    const frame = one.proposal(open, '')
    one.send(frame)
    const seq = await one.fateOf(frame.mid)
    await two.until(() => two.entries.length === seq)
    one.cut()
    const again = await enter({ house: there, session }, p1, 3)
    again.send(frame)
    expect(await again.fateOf(frame.mid)).toBe(seq)
    await again.until(() => again.of('already').length > 0)
    expect(again.of('already')).toEqual([{ type: 'already', mid: frame.mid, channel: 'room', seq }])
    expect(house).toBe(here)
  })

  it('what was not heard of is found when it is looked for', async () => {
    const quiet = await openHouse({ store: deaf(await openPostgres(postgres.databases)) })
    const { one, two } = await apart(quiet)
    const seq = (await one.does(open, '')) as number
    await two.settled()
    expect(two.entries.length).toBe(seq - 1)
    await quiet.lookElsewhere()
    await two.until(() => two.entries.length === seq)
    await quiet.close()
  })

  it.each(['heard of', 'looked for'])(
    'P22 what is written beside the room is %s, from the first entry on',
    async how => {
      const quiet = await openHouse({ store: deaf(await openPostgres(postgres.databases)) })
      const other = how === 'looked for' ? quiet : there
      const talk = await openTalk(here)
      const [one, over] = [await enter(talk, talk.p1), await enter({ ...talk, house: other }, talk.p1)]
      for (const seq of [1, 2]) {
        expect(await one.beside('private:p1', { type: 'kept' })).toBe(seq)
        await quiet.lookElsewhere()
        await over.until(() => over.side('private:p1').length === seq)
      }
      await quiet.close()
    },
  )

  it('C11 P28 whoever comes over finds all that was stored, and goes on from there, whatever was heard of', async () => {
    const quiet = await openHouse({ store: deaf(await openPostgres(postgres.databases)) })
    const talk = await apart(quiet)
    for (let many = 0; many < 3; many += 1) await talk.one.does(open, '')
    const { entries } = talk.one
    expect(talk.two.entries.length).toBe(entries.length - 3)
    const over = await quiet.connect()
    over.entries.push(...entries)
    await over.hello(talk.session, talk.p1, { since: { room: entries.length } })
    await over.until(() => over.welcome !== undefined)
    expect(over.welcome!.heads.room).toEqual(talk.one.base)
    expect(await over.does(open, '')).toBe(entries.length + 1)
    await quiet.close()
  })

  it('P16 words that rest on what was stored elsewhere are judged after it', async () => {
    const quiet = await openHouse({ store: deaf(await openPostgres(postgres.databases)) })
    const talk = await apart(quiet)
    const seq = (await talk.one.does(open, '')) as number
    const frame = talk.two.proposal(open, '', { base: talk.one.base })
    talk.two.send(frame)
    expect(await talk.two.fateOf(frame.mid)).toBe(seq + 1)
    await quiet.close()
  })

  it('P8 of claims at both machines exactly one wins', async () => {
    const talk = await openTalk(here)
    const devices = await Promise.all(Array.from({ length: 10 }, newTestDevice))
    const houses = [here, there]
    const tried = devices.map((device, at) => join({ ...talk, house: houses[at % 2]! }, device, `10.0.0.${at}`))
    const answers = await Promise.all(tried)
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(410)])
  })

  it('P10 the one who invited hears at once that a used link was tried elsewhere', async () => {
    const talk = await apart()
    expect((await join({ ...talk, house: there }, await newTestDevice())).status).toBe(410)
    await talk.one.until(() => talk.one.of('invited').length === 1)
    expect(talk.two.of('invited')).toEqual([])
  })

  it.each(['one after the other', 'at once'])('P37 both ask to forget, %s, and it is gone at both', async how => {
    const { one, two, session } = await apart()
    one.send({ type: 'forget', what: 'session' })
    if (how === 'one after the other')
      await two.until(() => two.of('forgetting').some(({ seats }) => seats.join() === 'p1'))
    two.send({ type: 'forget', what: 'session' })
    await one.until(() => one.closed === 4410)
    await two.until(() => two.closed === 4410)
    expect(await there.store.shares.of(session)).toEqual([])
  })

  it('P37 is gone at a machine that hears nothing when it next looks', async () => {
    const quiet = await openHouse({ store: deaf(await openPostgres(postgres.databases)) })
    const talk = await openTalk(here)
    const two = await enter({ ...talk, house: quiet }, talk.p1)
    const one = await enter({ ...talk, house: here }, talk.p1)
    one.send({ type: 'forget', what: 'session' })
    await one.until(() => one.closed === 4410)
    await quiet.lookElsewhere()
    await two.until(() => two.closed === 4410)
    await quiet.close()
  })

  it('P41 a therapist who is sent away at one machine is sent away at the other', async () => {
    const supervised = await openSupervised(here)
    for (const seat of ['p1', 'p2'] as const) expect((await claimSeat(supervised, seat)).status).toBe(200)
    const { devices } = supervised
    const therapist = await enter({ ...supervised, house: there }, devices.therapist)
    const p1 = await enter(supervised, devices.p1)
    await p1.until(() => p1.entries.length >= 4)
    await p1.does({ type: 'withdrew', kind: 'therapist' }, '')
    await therapist.until(() => therapist.closed === 4403)
  })
})
