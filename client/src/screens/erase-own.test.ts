// @vitest-environment happy-dom
import { expect, it } from 'vitest'
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
