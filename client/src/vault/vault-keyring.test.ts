import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { newDevice } from '../seal/device.ts'
import { newId, random, toText } from '../seal/keys.ts'
import type { Ring } from '../session/ring.ts'
import { storedRecords } from './records.ts'
import { newRing } from './testing/couples.ts'
import { CHEAP, deviceOn, VaultDouble } from './testing/vault-double.ts'
import { createWorkspace, openWorkspace } from './workspace.ts'

const open = async () => {
  const server = new VaultDouble()
  const records = storedRecords(`test-${newId()}`)
  const made = await createWorkspace(deviceOn(server), 'Dr. Stein', { cost: CHEAP, records })
  if (made.kind !== 'created') throw new Error(made.kind)
  const elsewhere = async (there = storedRecords(`test-${newId()}`)) => {
    const opened = await openWorkspace(
      deviceOn(server),
      { kind: 'code', code: made.code },
      { cost: CHEAP, records: there },
    )
    if (opened.kind !== 'open') throw new Error(opened.kind)
    return opened.workspace
  }
  const puts = () => server.asked.filter(asked => asked.startsWith('PUT')).length
  return { server, records, workspace: made.workspace, keyring: made.workspace.keyring, elsewhere, puts }
}
const nameOf = ({ session, seat }: Ring) => ({ session, seat })
const rest = (ring: Ring) => {
  const { device: _, ...others } = ring
  return others
}
const head = () => ({ room: { seq: 7, hash: toText(random(32)) } })

describe('the rings of a workspace', () => {
  it('come back as written, with a device that signs and cannot be exported any more', async () => {
    const { keyring, workspace } = await open()
    const ring = await newRing()
    await keyring.write(ring)
    expect(workspace.state()).toBe('saved')
    const read = (await keyring.read(nameOf(ring)))!
    expect(rest(read)).toEqual(rest(ring))
    expect(read.device.id).toBe(ring.device.id)
    expect([read.device.sign.privateKey.extractable, read.device.agree.privateKey.extractable]).toEqual([false, false])
    expect(await keyring.list()).toEqual([read])
    expect(workspace.get().couples).toMatchObject([{ session: ring.session, alias: '', kind: 'supervised' }])
  })

  it('are on the server before `write` resolves, and open on another device, where nothing is on its way', async () => {
    const { keyring, workspace, elsewhere } = await open()
    const ring = await newRing()
    await keyring.write(ring)
    await keyring.rewrite({ ...ring, heads: head(), lastVisit: 77 })
    const there = (await (await elsewhere()).keyring.read(nameOf(ring)))!
    expect(rest(there)).toEqual({ ...rest(ring), lastVisit: workspace.get().couples[0]!.made })
    expect(there.device.id).toBe(ring.device.id)
  })

  it('what is fleeting stays on this device, and puts nothing', async () => {
    const { keyring, puts, elsewhere, records } = await open()
    const ring = await newRing()
    await keyring.write(ring)
    const before = puts()
    const later = { ...ring, heads: head(), lastVisit: 9, until: 12, returned: [] }
    await keyring.rewrite(later)
    await keyring.writeDrafts(nameOf(ring), { note: 'half a line' })
    expect(rest((await keyring.read(nameOf(ring)))!)).toEqual(rest(later))
    expect(puts()).toBe(before)
    const again = await elsewhere(records)
    expect(rest((await again.keyring.read(nameOf(ring)))!)).toEqual(rest(later))
    expect(await again.keyring.readDrafts(nameOf(ring))).toEqual({ note: 'half a line' })
    expect(await (await elsewhere()).keyring.readDrafts(nameOf(ring))).toEqual({})
  })

  it('what is lasting travels, and a device that cannot be exported is no matter any more', async () => {
    const { keyring, elsewhere, workspace } = await open()
    const ring = await newRing()
    await keyring.write(ring)
    const accepted = [newId()]
    await keyring.rewrite({ ...ring, device: await newDevice(), accepted, invites: [] })
    await workspace.change(content => content)
    const there = (await (await elsewhere()).keyring.read(nameOf(ring)))!
    expect([there.accepted, there.invites, there.device.id]).toEqual([accepted, [], ring.device.id])
  })

  it('a first one needs a device that can travel', async () => {
    const { keyring, workspace } = await open()
    await expect(keyring.write({ ...(await newRing()), device: await newDevice() })).rejects.toThrow()
    expect(workspace.get().couples).toEqual([])
  })

  it('no word, name, session or secret of them can be read on the device', async () => {
    const { keyring, records } = await open()
    const ring = await newRing()
    await keyring.write({ ...ring, names: { own: 'Adalbert' } })
    await keyring.writeDrafts(nameOf(ring), { note: 'half a line' })
    const dumped = await Promise.all(
      (await records.keys()).map(async key => [
        key,
        Buffer.from((await records.read(key)) as Uint8Array).toString('latin1'),
      ]),
    )
    expect(dumped.length).toBeGreaterThan(2)
    for (const hidden of [ring.session, 'Adalbert', 'half a line', ring.secrets.room![1]!, 'ring', 'drafts'])
      expect(dumped.flat().join()).not.toContain(hidden)
  })
})

describe('C12 a ring that was forgotten', () => {
  it('leaves the couple on the list by its name, with no secret anywhere, and never comes back', async () => {
    const { keyring, workspace, elsewhere, records } = await open()
    const [ring, other] = [await newRing(), await newRing()]
    for (const one of [ring, other]) {
      await keyring.write(one)
      await keyring.writeDrafts(nameOf(one), { note: 'half a line' })
      await workspace.addCouple(one.session, { alias: 'the quiet ones', kind: 'practice' })
    }
    const count = (await records.keys()).length
    await keyring.forget(nameOf(ring))
    await workspace.change(content => content)
    expect((await records.keys()).length).toBe(count - 2)
    expect(await keyring.read(nameOf(ring))).toBeUndefined()
    expect(await keyring.readDrafts(nameOf(ring))).toEqual({})
    const there = await elsewhere()
    for (const { get, keyring: held } of [workspace, there]) {
      const couple = get().couples.find(({ session }) => session === ring.session)
      expect(couple).toMatchObject({
        alias: 'the quiet ones',
        kind: 'practice',
        ended: 'erased',
        kept: { secrets: {} },
      })
      expect(couple).not.toHaveProperty('device')
      expect((await held.list()).map(({ session }) => session)).toEqual([other.session])
      await expect(held.rewrite(ring)).rejects.toThrow('forgotten')
      await expect(held.writeDrafts(nameOf(ring), { note: 'late' })).rejects.toThrow('forgotten')
    }
    expect(JSON.stringify(there.get())).not.toContain(ring.secrets.room![1])
  })

  it.each(['removed', 'forgotten', 'erased'] as const)('is listed as what it is: %s', async why => {
    const { keyring, workspace, elsewhere } = await open()
    const ring = await newRing()
    await keyring.write(ring)
    await workspace.addCouple(ring.session, { alias: 'the quiet ones', kind: 'supervised' })
    await keyring.forget(nameOf(ring), why)
    await workspace.change(content => content)
    for (const { get, keyring: held } of [workspace, await elsewhere()]) {
      expect(get().couples).toMatchObject([{ ended: why, kept: { secrets: {}, invites: [], accepted: [] } }])
      expect(get().couples[0]).not.toHaveProperty('device')
      expect(await held.list()).toEqual([])
    }
  })

  it('before it had a name is off the list', async () => {
    const { keyring, workspace } = await open()
    const ring = await newRing()
    await keyring.write(ring)
    await keyring.forget(nameOf(ring))
    expect(workspace.get().couples).toMatchObject([{ gone: true, ended: 'erased' }])
    await keyring.forget(nameOf(ring))
    await expect(workspace.addCouple(newId(), { alias: 'x', kind: 'practice' })).rejects.toThrow('no such couple')
  })
})

describe('writing', () => {
  it('enters a session again that had ended here, whatever another device still thinks of it', async () => {
    const { keyring, workspace, elsewhere, server } = await open()
    const ring = await newRing()
    await keyring.write(ring)
    const there = await elsewhere()
    await keyring.forget(nameOf(ring))
    const again = { ...(await newRing()), session: ring.session }
    await keyring.write(again)
    expect((await keyring.read(nameOf(ring)))?.device.id).toBe(again.device.id)
    await there.addCouple(ring.session, { alias: 'as they were', kind: 'supervised' })
    await workspace.change(content => ({ ...content, name: 'Stein' }))
    expect(server.vaults).toHaveLength(1)
    for (const { keyring: held } of [workspace, await elsewhere()])
      expect((await held.list()).map(({ device, secrets }) => [device.id, secrets])).toEqual([
        [again.device.id, again.secrets],
      ])
  })

  it('a ring its session has not read anew keeps what another device put beside it, and takes away what it knew', async () => {
    const { keyring, workspace, elsewhere } = await open()
    const ring = await newRing()
    await keyring.write(ring)
    const there = await elsewhere()
    const [stale] = await there.keyring.list()
    const invite = { seat: 'p1', secret: toText(random(16)), given: 9 } as const
    const device = newId()
    await keyring.rewrite({ ...ring, invites: [invite], accepted: [device] })
    await workspace.addCouple(ring.session, { alias: 'the quiet ones', kind: 'supervised' })
    await there.change(content => ({ ...content, name: 'Stein' }))
    await there.keyring.list()
    for (const own of ['T.', 'Tove']) await there.keyring.rewrite({ ...stale!, invites: [], names: { own } })
    await there.change(content => ({ ...content, name: 'Dr. S.' }))
    const last = await elsewhere()
    expect(last.get().couples).toMatchObject([
      { alias: 'the quiet ones', kept: { invites: [invite], accepted: [device], names: { own: 'Tove' } } },
    ])
  })

  it('without a line keeps the ring here, to be sent later', async () => {
    const { keyring, workspace, server, records, elsewhere } = await open()
    const ring = await newRing()
    server.line = 'down'
    await keyring.write(ring)
    expect(workspace.state()).toBe('kept')
    expect((await keyring.read(nameOf(ring)))?.session).toBe(ring.session)
    workspace.lock()
    server.line = 'up'
    const again = await elsewhere(records)
    expect(rest((await again.keyring.read(nameOf(ring)))!)).toEqual(rest(ring))
    expect(await again.change(content => content)).toBe('saved')
    expect(await (await elsewhere()).keyring.list()).toHaveLength(1)
  })

  it('keeps the last of many writes', async () => {
    const { keyring } = await open()
    const ring = await newRing()
    await Promise.all([1, 2, 3].map(lastVisit => keyring.write({ ...ring, lastVisit })))
    expect((await keyring.read(nameOf(ring)))?.lastVisit).toBe(3)
  })
})
