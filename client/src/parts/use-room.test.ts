import { expect, it } from 'vitest'
import { momentsAt, stage } from '../gallery/stage.ts'
import type { Scene } from '../session/scene.ts'
import { roomOf } from './use-room.ts'

it.each([
  [365, '365 days after the last thing either of us does here'],
  [0, 'two days after we close this talk'],
])('how long words are kept is said as it was agreed last, here %s', (keepDays, line) => {
  const { p1 } = stage(momentsAt('arrive.consent')[0]!)
  const scene = p1.get()
  const { snapshot } = scene as Scene & { snapshot: NonNullable<Scene['snapshot']> }
  const agreed = { ...scene, snapshot: { ...snapshot, context: { ...snapshot.context, keepDays } } }
  expect(roomOf(p1, agreed)!.fill['until']).toContain(line)
})

it('a name turns no line round on the other’s screen', () => {
  const { p1 } = stage(momentsAt('arrive.consent')[0]!)
  const scene = { ...p1.get(), names: { own: 'Noor', partner: 'Eli\u202Eas' } }
  const room = roomOf(p1, scene)!
  expect([room.partner, room.fill['partner']]).toEqual(['Elias', 'Elias'])
})
