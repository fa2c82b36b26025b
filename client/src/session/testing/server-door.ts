/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like session/ itself */
import type { Seat } from '@haven/shared/steps.ts'
import type { Socket } from '../line.ts'

type Heard = { type: 'message' | 'close' | 'error'; listener: (event: never) => void }
export type Seated = { seat: Seat; device: string; isHere: boolean; tellsHeads?: boolean }

/** A test helper: the server's end of one line. */
export type Door = { socket: Socket; heard: Heard[]; isOpen: boolean; who?: Seated }

export const newDoor = (said: (door: Door, data: string) => void, closed: () => void): Door => {
  const heard: Heard[] = []
  const door: Door = {
    heard,
    isOpen: true,
    socket: {
      get readyState() {
        return door.isOpen ? 1 : 3
      },
      send: data => queueMicrotask(() => said(door, data)),
      close: () => {
        door.isOpen = false
        closed()
      },
      addEventListener: (type: Heard['type'], listener: (event: never) => void) => void heard.push({ type, listener }),
    },
  }
  return door
}

export const closeDoor = (door: Door, code: number): void => {
  door.isOpen = false
  for (const { type, listener } of door.heard) if (type === 'close') listener({ code } as never)
}
