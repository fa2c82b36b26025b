import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Haven, startHaven } from '../e2e/server.ts'
import type { Socket } from '../src/session/line.ts'
import { newDevice, until } from '../walk/partner.ts'
import { beginTalk, openHere } from '../walk/talk.ts'
import { pause } from './clock.ts'

let haven: Haven
beforeAll(async () => void (haven = await startHaven()))
afterAll(() => haven.dispose())

/** A socket that opens at once, and on which what goes up arrives only when it is let go. */
const slow = (socket: Socket) => {
  const held: (() => void)[] = []
  const closed = new Promise<string>(resolve => socket.addEventListener('close', () => resolve('closed')))
  let lost = () => {}
  const addEventListener = (type: 'message' | 'close' | 'error', listener: (event: never) => void) => {
    if (type === 'close') lost = () => (listener as (event: { code: number }) => void)({ code: 1006 })
    socket.addEventListener(type as 'close', listener as () => void)
  }
  const send = (data: string) => void held.push(() => socket.send(data))
  const close = () => {}
  return {
    socket: { readyState: 1, send, close, addEventListener } satisfies Socket,
    closed,
    lose: () => lost(),
    letGo: () => held.forEach(pass => pass()),
  }
}

it('a log-in that arrives late on a socket given up does not end the session on the newer one', async () => {
  const [one, two] = [newDevice(haven.url), newDevice(haven.url)]
  const id = await beginTalk([one, two], 'Ada')
  let first: ReturnType<typeof slow> | undefined
  const connect: typeof one.parts.connect = (url, protocols) => {
    const socket = one.parts.connect(url, protocols)
    return first ? socket : (first = slow(socket)).socket
  }
  const session = await openHere({ parts: { ...one.parts, connect } }, id)
  try {
    await pause(300)
    first!.lose()
    await until(session, ({ phase, line }) => phase === 'open' && line === 'up')
    first!.letGo()
    const stopped = until(session, ({ phase }) => phase === 'stopped').catch(error => String(error))
    expect(await Promise.race([stopped, first!.closed])).toBe('closed')
  } finally {
    session.close()
  }
})
