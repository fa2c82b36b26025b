/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like session/ itself */
import type { Downward, Upward } from '@haven/shared/wire.ts'
import type { Connect, Socket } from '../line.ts'

/** What a hostile server does with the frames of one device; each may become none, or several. */
export type Shim = {
  connect: Connect
  down(frame: Downward): readonly Downward[]
  up(frame: Upward): readonly Upward[]
  /** Says something of its own to the device. */
  say(frame: Downward): void
  /** Every frame that came down the line before anything was done with it. */
  readonly heard: Downward[]
  readonly said: Upward[]
}

type Hear = (event: { data: unknown }) => void

/** Between a device and its server, with all the power a server has: it reads, drops, holds back, alters and makes up. */
export const shimOf = (connect: Connect): Shim => {
  let hear: Hear = () => {}
  const tell = (frame: Downward) => hear({ data: JSON.stringify(frame) })
  const shim: Shim = {
    heard: [],
    said: [],
    down: frame => [frame],
    up: frame => [frame],
    say: tell,
    connect: (url, protocols) => {
      const socket = connect(url, protocols)
      return {
        get readyState() {
          return socket.readyState
        },
        send: data => {
          const frame = JSON.parse(data) as Upward
          shim.said.push(frame)
          for (const one of shim.up(frame)) socket.send(JSON.stringify(one))
        },
        close: code => socket.close(code),
        addEventListener: (type: 'message' | 'close' | 'error', listener: (event: never) => void) => {
          if (type !== 'message') return socket.addEventListener(type as 'close', listener as () => void)
          hear = listener as Hear
          socket.addEventListener('message', ({ data }) => {
            const frame = JSON.parse(String(data)) as Downward
            shim.heard.push(frame)
            for (const one of shim.down(frame)) (listener as Hear)({ data: JSON.stringify(one) })
          })
        },
      } satisfies Socket
    },
  }
  return shim
}
