// @vitest-environment happy-dom
import { whisperOf } from '@haven/shared/channels.ts'
import { expect, it } from 'vitest'
import { seated, SUPERVISED } from '../gallery/seated.ts'
import { momentsAt, momentsOf, stage } from '../gallery/stage.ts'
import { roomOf } from '../parts/use-room.ts'
import { isOpen, newCouple, tell, TO_MAP_NAME, until } from '../session/testing/couple.ts'
import { eraseOwn } from './erase-own.ts'

it('erasing takes every word that came back too, from the screen and from the device', async () => {
  const { server, p1, p2 } = await newCouple()
  const sessions = { p1: await p1.open(), p2: await p2.open() }
  await Promise.all([until(sessions.p1, isOpen), until(sessions.p2, isOpen)])
  await tell(sessions, TO_MAP_NAME)
  server.refuse.push({ code: 'not-your-turn' }, { code: 'not-your-turn' })
  for (const title of ['the corridor', 'the kitchen'])
    await sessions.p1.settled(await sessions.p1.act({ type: 'spoke', aloud: false }, { title }))
  expect(sessions.p1.get().returned?.words).toEqual({ title: 'the corridor' })

  await eraseOwn(roomOf(sessions.p1, sessions.p1.get())!)
  expect(sessions.p1.get().returned).toBeUndefined()
  expect((await p1.keyring.list())[0]).toMatchObject({ outbox: [], returned: [] })
})

it('erasing takes what was written to the therapist alone, and leaves what they wrote', async () => {
  const channel = whisperOf('p1')
  const { p1, therapist } = stage(momentsAt('close.after', momentsOf(seated(), SUPERVISED))[0]!, {
    policy: 'safety-only',
  })
  await therapist.act({ type: 'whispered' }, { text: 'Is it too fast?' }, channel)
  await p1.act({ type: 'whispered' }, { text: 'Yes.' }, channel)
  await eraseOwn(roomOf(p1, p1.get())!)
  const told = therapist.get().threads[channel]!.filter(({ entry }) => entry.act.type === 'whispered')
  expect(told.map(({ state }) => state)).toEqual(['open', 'erased'])
})
