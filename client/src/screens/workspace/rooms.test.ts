import { describe, expect, it } from 'vitest'
import { momentIn, third, workspaceOf } from '../../gallery/workspace-stage.ts'
import type { Scene, Session } from '../../session/scene.ts'
import { handClock } from '../../session/testing/clock.ts'
import { createRooms } from './rooms.ts'

const moment = momentIn('hear.reflect')

/** A session that opens when it is told to. */
const slow = (id: string) => {
  const whole = third(moment, id)
  const listeners = new Set<() => void>()
  let scene: Scene = { ...whole.get(), phase: 'opening' }
  const state = { isClosed: false }
  const session: Session = {
    ...whole,
    get: () => scene,
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => void (state.isClosed = true),
  }
  const stand = () => {
    scene = { ...scene, phase: 'open' }
    for (const listener of listeners) listener()
  }
  return { session, state, stand }
}

const house = (count: number) => {
  const all = Array.from({ length: count }, (_, at) => slow(`room${at}x`))
  const workspace = workspaceOf(all.map(({ session }) => session))
  const clock = handClock()
  const asked: string[] = []
  const open = async (id: string) => {
    asked.push(id)
    return all.find(({ session }) => session.get().session === id)?.session
  }
  return { all, workspace, clock, asked, open }
}

const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

describe('the open rooms of a workspace', () => {
  it('open four at a time, the next as soon as one stands', async () => {
    const { all, asked, ...parts } = house(10)
    createRooms(parts)
    await settle()
    expect(asked).toHaveLength(4)
    all[0]!.stand()
    await settle()
    expect(asked).toHaveLength(5)
  })

  it('wait for nobody who has no line', async () => {
    const { asked, clock, ...parts } = house(6)
    createRooms({ ...parts, clock })
    await settle()
    clock.advance(4_000)
    await settle()
    expect(asked).toHaveLength(6)
  })

  it('leave out who has ended, is off the list, or has no name yet', async () => {
    const { asked, workspace, ...parts } = house(4)
    await workspace.change(content => ({
      ...content,
      couples: content.couples.map((one, at) => ({
        ...one,
        ...(at === 0 ? { ended: 'erased' as const } : {}),
        ...(at === 1 ? { gone: true as const } : {}),
        ...(at === 2 ? { alias: '' } : {}),
      })),
    }))
    createRooms({ ...parts, workspace })
    await settle()
    expect(asked).toHaveLength(1)
    const unnamed = workspace.get().couples[2]!.session
    await workspace.addCouple(unnamed, { alias: 'Now', kind: 'supervised' })
    await settle()
    expect(asked).toContain(unnamed)
  })

  it('stay to say why they have ended, and go with the row', async () => {
    const { all, workspace, ...parts } = house(1)
    const rooms = createRooms({ ...parts, workspace })
    await settle()
    const id = all[0]!.session.get().session
    const mark = (end: object) =>
      workspace.change(content => ({ ...content, couples: content.couples.map(one => ({ ...one, ...end })) }))
    await mark({ ended: 'erased' })
    expect(rooms.get(id)).toBe(all[0]!.session)
    await mark({ gone: true })
    expect(rooms.get(id)).toBeUndefined()
    expect(all[0]!.state.isClosed).toBe(true)
  })

  it('say that one could not be opened, and open it when asked again', async () => {
    const { open, asked, all, ...parts } = house(1)
    const id = all[0]!.session.get().session
    let isBroken = true
    const rooms = createRooms({
      ...parts,
      open: async one => (isBroken ? Promise.reject(new Error('no storage')) : open(one)),
    })
    let told = 0
    rooms.subscribe(() => void (told += 1))
    expect(rooms.hasFailed(id)).toBe(false)
    await settle()
    expect([rooms.hasFailed(id), told]).toEqual([true, 1])
    isBroken = false
    rooms.reopen(id)
    rooms.reopen(id)
    expect(rooms.hasFailed(id)).toBe(false)
    await settle()
    expect(rooms.get(id)).toBe(all[0]!.session)
    expect(asked).toEqual([id])
  })

  it('tell when one is closed to be opened again', async () => {
    const { all, ...parts } = house(1)
    const rooms = createRooms(parts)
    await settle()
    const id = all[0]!.session.get().session
    const seen: unknown[] = []
    rooms.subscribe(() => void seen.push(rooms.get(id)))
    rooms.reopen(id)
    expect(seen).toEqual([undefined])
    expect(all[0]!.state.isClosed).toBe(true)
  })

  it('are all closed with the lock, also one that opens too late', async () => {
    const { all, open, ...parts } = house(2)
    let goOn = () => {}
    const late = new Promise<void>(resolve => void (goOn = resolve))
    const rooms = createRooms({ ...parts, open: async id => (await late, open(id)) })
    rooms.close()
    goOn()
    await settle()
    expect(all.map(({ state }) => state.isClosed)).toEqual([true, true])
    expect(rooms.get(all[0]!.session.get().session)).toBeUndefined()
  })
})
