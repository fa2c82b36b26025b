import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { toText } from '../bytes.ts'
import { draftOf, foundingOf, inviteIn, newSession, rowAfter } from '../testing/records.ts'
import type { Row } from './records.ts'
import type { Store } from './store.ts'

/** What every store promises. Each implementation runs this same suite. */
export const storeContract = (name: string, open: () => Store | Promise<Store>) => {
  let store: Store
  beforeEach(async () => {
    store = await open()
    return async () => {
      await store.log.close()
      await store.shares.close()
    }
  })

  const found = async () => {
    const founding = foundingOf()
    expect(await store.access.create(founding)).toBe('created')
    return { session: founding.session, founding, head: founding.rows.at(-1)! }
  }
  const read = (session: string, after = 0, limit = 5_000) => store.log.read({ session, channel: 'room' }, after, limit)
  const seqs = (rows: readonly Row[]) => rows.map(({ entry }) => entry.seq)

  describe(`${name} keeps the log contract`, () => {
    it('P21 numbers entries from 1 without a hole', async () => {
      const { session, head } = await found()
      const rows = [rowAfter(head), rowAfter(rowAfter(head))]
      expect(await store.log.append([draftOf(session, rows)])).toEqual(['stored'])
      expect(seqs(await read(session))).toEqual([1, 2, 3, 4])
    })

    it('gives back every field as it was written', async () => {
      const { session, head, founding } = await found()
      const row = rowAfter(head, { act: { type: 'agreed', wording: 'w', kinds: 'use keep' } })
      await store.log.append([draftOf(session, [row])])
      const [opened, joined, agreed] = await read(session)
      expect([opened!.entry, joined!.entry]).toEqual(founding.rows.map(({ entry }) => entry))
      expect(agreed!.entry).toEqual(row.entry)
      expect([Buffer.from(agreed!.hash), Buffer.from(agreed!.boxHash!)]).toEqual([row.hash, row.boxHash])
    })

    it('P21 lets exactly one of any number of racing writers through', async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 2, max: 12 }), fc.boolean(), async (writers, together) => {
          const { session, head } = await found()
          const drafts = Array.from({ length: writers }, () => draftOf(session, [rowAfter(head)]))
          const outcomes = together
            ? await store.log.append(drafts)
            : (await Promise.all(drafts.map(draft => store.log.append([draft])))).flat()
          expect(outcomes.filter(outcome => outcome === 'stored')).toHaveLength(1)
          expect(outcomes.filter(outcome => outcome === 'behind')).toHaveLength(writers - 1)
          expect(seqs(await read(session))).toEqual([1, 2, 3])
        }),
        { numRuns: 15 },
      )
    })

    it('P21 has no hole and no repeat, whatever is tried in whatever groups', async () => {
      const tries = fc.array(
        fc.array(fc.record({ room: fc.nat(2), lag: fc.nat(2), size: fc.integer({ min: 1, max: 4 }) })),
      )
      await fc.assert(
        fc.asyncProperty(tries, async groups => {
          const rooms = [await found(), await found(), await found()]
          const logs = rooms.map(({ founding }) => [...founding.rows])
          for (const group of groups) {
            const drafts = group.map(({ room, lag, size }) => {
              const rows = [rowAfter(logs[room]!.at(-1 - Math.min(lag, 1))!)]
              while (rows.length < size) rows.push(rowAfter(rows.at(-1)!))
              return { room, rows }
            })
            const outcomes = await store.log.append(drafts.map(({ room, rows }) => draftOf(rooms[room]!.session, rows)))
            for (const [at, { room, rows }] of drafts.entries())
              if (outcomes[at] === 'stored') logs[room]!.push(...rows)
          }
          for (const [at, { session }] of rooms.entries()) {
            const stored = await read(session)
            expect(seqs(stored)).toEqual(logs[at]!.map((_, index) => index + 1))
            expect(stored.map(({ entry }) => entry)).toEqual(logs[at]!.map(({ entry }) => entry))
          }
        }),
        { numRuns: 15 },
      )
    })

    it('P23 stores what it can of a group and says what became of each', async () => {
      const [here, behind] = [await found(), await found()]
      await store.log.append([draftOf(behind.session, [rowAfter(behind.head)])])
      const drafts = [here, behind].map(({ session, head }) => draftOf(session, [rowAfter(head)]))
      const outcomes = await store.log.append([...drafts, draftOf(newSession(), [rowAfter(here.head)])])
      expect(outcomes).toEqual(['stored', 'behind', 'gone'])
    })

    it('P21 a draft that adds nothing has no place: it is behind, and changes nothing', async () => {
      const { session } = await found()
      const before = await store.log.load(session, 'room', 17)
      expect(await store.log.append([draftOf(session, [])])).toEqual(['behind'])
      expect(await store.log.load(session, 'room', 17)).toEqual(before)
    })

    it('tells where each channel of a session stands, also one that nobody has written to', async () => {
      const founding = foundingOf({ sides: [{ channel: 'private:p1', hash: Buffer.alloc(32, 7) }] })
      const { session, rows } = founding
      expect(await store.log.stands(session)).toEqual([])
      await store.access.create(founding)
      const row = rowAfter(rows.at(-1)!)
      await store.log.append([draftOf(session, [row])])
      const stands = new Map((await store.log.stands(session)).map(one => [one.channel, [one.head, toText(one.hash)]]))
      expect(stands.get('room')).toEqual([row.entry.seq, toText(row.hash)])
      expect(stands.get('private:p1')).toEqual([0, toText(Buffer.alloc(32, 7))])
      expect(stands.size).toBe(2)
    })

    it('P43 a new epoch is stored with its wraps, each for its device, until that is let in no more', async () => {
      const { session, head, founding } = await found()
      const { id } = founding.device
      const [own, other] = [Buffer.alloc(113, 1), Buffer.alloc(113, 2)]
      const wraps = [
        { to: id, box: own },
        { to: newSession(), box: other },
      ]
      const row = rowAfter(head)
      expect(await store.log.append([{ ...draftOf(session, [row]), rekeys: [{ epoch: 2, wraps }] }])).toEqual([
        'stored',
      ])
      expect(await store.access.wraps(session, id)).toEqual([{ channel: 'room', epoch: 2, box: own }])
      expect((await store.log.load(session, 'room', 17))?.epoch).toBe(2)
      const out = { ...draftOf(session, [rowAfter(row)]), unseat: { seat: 'p1', at: 9, but: newSession() } as const }
      await store.log.append([out])
      expect(await store.access.wraps(session, id)).toEqual([])
    })

    it('P41 the device that takes the place of the others stays', async () => {
      const { session, head, founding } = await found()
      const { id } = founding.device
      await store.log.append([{ ...draftOf(session, [rowAfter(head)]), unseat: { seat: 'p1', at: 9, but: id } }])
      expect((await store.access.devices(session)).map(one => one.id)).toEqual([id])
    })

    it('P41 one device of a seat goes alone, with what was wrapped to it and the links it gave', async () => {
      const { session, head, founding } = await found()
      const { id } = founding.device
      const device = { ...founding.device, id: newSession() }
      const claim = { seat: 'p2', claimHash: inviteIn(founding), device: { ...device, seat: 'p2' }, at: 5 } as const
      const joined = rowAfter(head)
      await store.log.append([{ ...draftOf(session, [joined]), claim }])
      const given = { capsule: Buffer.alloc(40, 3), expires: 9 }
      for (const [fill, byDevice] of [[1, id] as const, [2, device.id] as const])
        await store.access.addInvite(session, { ...given, seat: 'p1', claimHash: Buffer.alloc(32, fill), byDevice })
      const out = (only: string) => ({ unseat: { seat: 'p1', at: 9, only } }) as const
      const [other, own] = [rowAfter(joined), rowAfter(rowAfter(joined))]
      await store.log.append([{ ...draftOf(session, [other]), ...out(device.id) }])
      expect((await store.access.devices(session)).map(one => one.id).sort()).toEqual([id, device.id].sort())
      await store.log.append([{ ...draftOf(session, [own]), ...out(id) }])
      expect((await store.access.devices(session)).map(one => one.id)).toEqual([device.id])
      const left = (await store.access.invites(session)).filter(({ expires }) => expires === 9)
      expect(left.map(({ claimHash }) => claimHash[0])).toEqual([2])
    })

    it('P8 a link for a seat that is taken is the only open one of its giver', async () => {
      const { session, founding } = await found()
      const link = (fill: number) => ({
        seat: 'p1' as const,
        claimHash: Buffer.alloc(32, fill),
        capsule: Buffer.alloc(40, 3),
        byDevice: founding.device.id,
        expires: 9,
      })
      for (const fill of [1, 2]) await store.access.addInvite(session, link(fill))
      const invites = (await store.access.invites(session)).filter(({ seat }) => seat === 'p1')
      expect(invites.map(({ claimHash }) => claimHash[0])).toEqual([2])
    })

    it('P24 loads head, snapshot, mids and the newest hashes together', async () => {
      const { session, head } = await found()
      const rows = [rowAfter(head)]
      while (rows.length < 20) rows.push(rowAfter(rows.at(-1)!))
      await store.log.append([{ ...draftOf(session, rows), course: { state: '{"here":1}', forgetAt: null } }])
      const loaded = (await store.log.load(session, 'room', 17))!
      expect(loaded).toMatchObject({ epoch: 1, head: 22, state: '{"here":1}', script: 1 })
      expect(seqs(loaded.tail)).toEqual(Array.from({ length: 17 }, (_, index) => index + 6))
      expect(loaded.index.slice(0, 3)).toEqual([
        { mid: null, by: 'haven' },
        { mid: null, by: 'haven' },
        { mid: 'mid' in rows[0]!.entry ? rows[0]!.entry.mid : '', by: 'p1' },
      ])
      expect(loaded.index).toHaveLength(22)
    })

    it('P30 keeps the snapshot there is where a commit brings none, and its other facts all the same', async () => {
      const { session, head } = await found()
      const [one, two] = [rowAfter(head), rowAfter(rowAfter(head))]
      await store.log.append([{ ...draftOf(session, [one]), course: { state: '{"here":1}', forgetAt: 50 } }])
      await store.log.append([{ ...draftOf(session, [rowAfter(one)]), course: { forgetAt: 60 } }])
      expect(await store.log.load(session, 'room', 1)).toMatchObject({ head: two.entry.seq, state: '{"here":1}' })
      expect(await store.access.due(59)).not.toContain(session)
      expect(await store.access.due(60)).toContain(session)
      await store.access.forget(session, 1)
    })

    it('P36 lets a box go and keeps its hash', async () => {
      const { session, head } = await found()
      const said = rowAfter(head)
      const erased = rowAfter(said, { act: { type: 'erased', seqs: [3] } })
      await store.log.append([draftOf(session, [said])])
      await store.log.append([{ ...draftOf(session, [erased]), erase: [3] }])
      const [row] = await read(session, 2, 1)
      const boxHash = Buffer.from(said.boxHash!).toString('base64url')
      expect(row!.entry).toEqual({ ...said.entry, box: null, boxHash })
      expect(Buffer.from(row!.hash)).toEqual(said.hash)
    })

    it('reads after a seq and up to a limit', async () => {
      const { session, head } = await found()
      await store.log.append([draftOf(session, [rowAfter(head)])])
      expect(seqs(await read(session, 1, 1))).toEqual([2])
      expect(await read(session, 3)).toEqual([])
      expect(await read(newSession())).toEqual([])
      expect(await store.log.load(newSession(), 'room', 17)).toBeUndefined()
    })
  })

  describe(`${name} keeps the access contract`, () => {
    it('names every session once, page by page', async () => {
      const ids = await Promise.all(Array.from({ length: 5 }, async () => (await found()).session))
      const seen: string[] = []
      for (let page = await store.access.sessions('', 2); page.length > 0;) {
        seen.push(...page)
        page = await store.access.sessions(page.at(-1)!, 2)
      }
      expect(seen.sort()).toEqual(ids.sort())
    })

    it('P8 gives a seat with its entry, once', async () => {
      const { session, founding, head } = await found()
      const claim = (device: string) => ({
        seat: 'p2' as const,
        claimHash: inviteIn(founding),
        device: { ...founding.device, id: device, seat: 'p2' as const },
        at: 5,
      })
      const drafts = [newSession(), newSession()].map(id => ({
        ...draftOf(session, [rowAfter(head)]),
        claim: claim(id),
      }))
      expect(await store.log.append([drafts[0]!])).toEqual(['stored'])
      const later = { ...drafts[1]!, rows: [rowAfter(drafts[0]!.rows[0]!)] }
      expect(await store.log.append([later])).toEqual(['taken'])
      expect(seqs(await read(session))).toEqual([1, 2, 3])
      const [invite] = await store.access.invites(session)
      expect(invite).toMatchObject({ claimedAt: 5, claimedBy: drafts[0]!.claim.device.id })
      expect(await store.access.devices(session)).toHaveLength(2)
      expect(await store.access.device(session, later.claim.device.id)).toBeUndefined()
    })

    it('tells a repeated request from another one for the same id', async () => {
      const { founding } = await found()
      expect(await store.access.create(founding)).toBe('same')
      expect(await store.access.create({ ...founding, bodyHash: Buffer.alloc(32, 9) })).toBe('taken')
    })

    it('replaces a link nobody has used, whoever made it', async () => {
      const { session, founding } = await found()
      const invite = { seat: 'p2' as const, claimHash: Buffer.alloc(32, 7), capsule: Buffer.alloc(9), expires: 77 }
      const [other, nobody] = [newSession(), { ...invite, seat: 'therapist' as const }]
      expect(await store.access.replaceInvite(session, { ...nobody, byDevice: founding.device.id })).toBe(false)
      expect(await store.access.replaceInvite(session, { ...invite, byDevice: founding.device.id })).toBe(true)
      expect(await store.access.replaceInvite(session, { ...invite, byDevice: other })).toBe(true)
      const invites = await store.access.invites(session)
      expect(invites).toHaveLength(1)
      expect(invites[0]).toMatchObject({ byDevice: other, expires: 77, claimedAt: null, triedAgain: 0 })
      expect(Buffer.from(invites[0]!.claimHash)).toEqual(Buffer.alloc(32, 7))
    })

    it('P9 lets capsules go when their time is over', async () => {
      const { session, founding } = await found()
      const capsule = async () => (await store.access.invites(session))[0]!.capsule
      await store.access.dropCapsules(0, founding.invites[0]!.expires - 1)
      expect(await capsule()).not.toBeNull()
      await store.access.dropCapsules(0, founding.invites[0]!.expires)
      expect(await capsule()).toBeNull()
    })

    it('P37 leaves nothing of a forgotten session but a tombstone, for its time', async () => {
      const { session, founding } = await found()
      const other = await found()
      await store.access.askToForget(session, { seats: ['p1'], due: 9 })
      expect(await store.access.forgetting(session)).toEqual({ seats: ['p1'], due: 9 })
      expect([await store.access.due(8), await store.access.due(9)]).toEqual([[], [session]])
      await store.access.forget(session, 50)
      expect(await read(session)).toEqual([])
      expect(await store.access.devices(session)).toEqual([])
      expect(await store.access.invites(session)).toEqual([])
      expect(await store.access.forgetting(session)).toBeUndefined()
      expect(await store.access.isErased(session)).toBe(true)
      expect(await store.access.create(founding)).toBe('erased')
      await store.access.dropTombstones(50)
      expect(await store.access.isErased(session)).toBe(false)
      expect(seqs(await read(other.session))).toEqual([1, 2])
    })

    it('P38 knows which sessions are past their date', async () => {
      const { session, founding } = await found()
      expect(await store.access.due(founding.forgetAt! - 1)).toEqual([])
      expect(await store.access.due(founding.forgetAt!)).toEqual([session])
      await store.log.append([draftOf(session, [rowAfter(founding.rows.at(-1)!)])])
      expect(await store.access.due(1e12)).toEqual([])
      await store.access.markDue(session, 3)
      expect(await store.access.due(3)).toEqual([session])
    })
  })

  describe(`${name} keeps the shares contract`, () => {
    it('keeps the first share of a channel and epoch, and forgets all of a session', async () => {
      const session = newSession()
      const share = (byte: number) => ({ channel: 'room' as const, epoch: 1, share: Buffer.alloc(32, byte) })
      await store.shares.put(session, share(1))
      expect(Buffer.from((await store.shares.put(session, share(2))).share)).toEqual(Buffer.alloc(32, 1))
      expect(await store.shares.of(session)).toHaveLength(1)
      await store.shares.forget(session)
      expect(await store.shares.of(session)).toEqual([])
    })
  })
}
