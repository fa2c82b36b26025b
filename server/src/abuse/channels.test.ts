import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Channel, SideAct } from '@haven/shared/acts.ts'
import { belongs, mayUse, SIDE_CHANNELS, type SideChannel } from '@haven/shared/channels.ts'
import { SEATS, type Seat } from '@haven/shared/steps.ts'
import Database from 'libsql'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqlite } from '../log/sqlite-store.ts'
import { enter, type House, openHouse } from '../testing/house.ts'
import { allThere } from '../testing/practice.ts'
import type { Sock } from '../testing/sock.ts'

let [house, folder] = [undefined as unknown as House, '']
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'haven-'))
  house = await openHouse({ store: openSqlite(folder), isUnlimited: true })
})
afterEach(async () => {
  await house.close()
  rmSync(folder, { recursive: true })
})

const actsOf = (channel: SideChannel): SideAct[] =>
  (['whispered', 'noted', 'bookmarked', 'kept'] as const).filter(type => belongs(type, channel)).map(type => ({ type }))

const ERASED: SideAct = { type: 'erased', seqs: [1] }

/** Everything of a channel that is in the database: ids, boxes, hashes and its share, as they would stand in a frame. */
const dumpOf = (channel: Channel): string[] => {
  const open = (file: string) => new Database(join(folder, file), { readonly: true })
  const [haven, shares] = [open('haven.db'), open('shares.db')]
  const rows = haven
    .prepare(
      `select e.mid, e.box, e.box_hash, e.hash, e.base_hash from entries e join channels c on c.id = e.channel where c.name = ?`,
    )
    .all([channel]) as Record<string, Uint8Array | null>[]
  const kept = shares.prepare('select share from shares where channel = ?').all([channel]) as Record<
    string,
    Uint8Array
  >[]
  for (const db of [haven, shares]) db.close()
  return [...rows, ...kept].flatMap(row =>
    Object.values(row).flatMap(bytes => (bytes ? [Buffer.from(bytes).toString('base64url')] : [])),
  )
}

/** Tries by every way there is to hear from channels that are not one's own. */
const pry = async (sock: Sock, foreign: readonly SideChannel[], known: Record<SideChannel, Sock>): Promise<void> => {
  const since = Object.fromEntries(foreign.map(channel => [channel, 0]))
  sock.send({ type: 'resume', since: { room: 0, ...since } })
  for (const channel of foreign) {
    const mid = known[channel].side(channel).flatMap(entry => ('mid' in entry ? [entry.mid] : []))[0]!
    const base = known[channel].baseAt(known[channel].side(channel).length, channel)
    for (const act of [...actsOf(channel), ERASED])
      for (const change of [{}, { mid }, { base }, { base, mid }])
        sock.send(sock.proposal(act, '', { channel, ...change }))
  }
  await sock.settled()
}

it('A5 nothing of a channel that is not theirs is ever on the wire of a seat, whatever they ask for', async () => {
  const talk = await allThere(house)
  const owner = (channel: SideChannel): Seat => SEATS.find(seat => mayUse(seat, channel))!
  const known = Object.fromEntries(SIDE_CHANNELS.map(one => [one, talk.socks[owner(one)]])) as Record<SideChannel, Sock>
  for (const channel of SIDE_CHANNELS)
    for (const act of actsOf(channel)) expect(await known[channel].beside(channel, act)).toBeTypeOf('number')
  for (const seat of SEATS) {
    const foreign = SIDE_CHANNELS.filter(channel => !mayUse(seat, channel))
    const all = Object.fromEntries(SIDE_CHANNELS.map(channel => [channel, 0]))
    const prying = await house.connect()
    await prying.hello(talk.session, talk.devices[seat], { since: { room: 0, ...all } })
    await prying.until(() => prying.entries.length >= 6)
    await pry(prying, foreign, known)
    const again = await enter(talk, talk.devices[seat])
    await again.settled()
    const heard = [talk.socks[seat], prying, again].map(sock => JSON.stringify(sock.frames)).join('')
    for (const channel of foreign) {
      const needles = dumpOf(channel).filter(needle => !pried(prying).includes(needle))
      expect(needles.length).toBeGreaterThan(4)
      expect([seat, channel, needles.filter(needle => heard.includes(needle))]).toEqual([seat, channel, []])
      expect(heard).not.toContain(channel)
    }
    const own = SIDE_CHANNELS.filter(channel => mayUse(seat, channel)).flatMap(dumpOf)
    expect(own.filter(needle => heard.includes(needle)).length).toBeGreaterThan(4)
  }
})

/** A refusal names the mid it answers, which is what was asked with. */
const pried = (sock: Sock): string[] => sock.of('refusal').map(({ mid }) => mid)
