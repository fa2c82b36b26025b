import type { SideChannel } from '@haven/shared/channels.ts'
import { WebSocket } from 'ws'
import { systemClock } from '../src/session/clock.ts'
import { memoryKeyring } from '../src/session/keyring.ts'
import type { Parts } from '../src/session/parts.ts'
import type { Scene, Session } from '../src/session/scene.ts'
import type { Deed } from './table.ts'

export type Device = { parts: Parts; drop(): void }

/** What a browser would be to session/: its own memory and a real socket that says where it comes from. `heard`: every
 *  frame as it came. */
export const newDevice = (origin: string, heard: (frame: string) => void = () => {}): Device => {
  let socket: WebSocket | undefined
  return {
    parts: {
      origin,
      connect: (url, protocols) => {
        socket = new WebSocket(url, protocols, { origin, perMessageDeflate: false })
        socket.on('message', data => heard(String(data)))
        return socket
      },
      fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, origin } }),
      clock: systemClock,
      random: () => Math.random(),
      keyrings: { own: memoryKeyring(), shared: memoryKeyring() },
    },
    drop: () => socket?.terminate(),
  }
}

/** A word in a channel beside the room. */
export type Aside = { beside: SideChannel; text: string }

/** What somebody does next, from what they see alone; `undefined` while there is nothing to do but wait. */
export type Next = (scene: Scene) => Deed | Aside | undefined

/** Walks until the talk is done. Rejects when the session stops or nothing happens for `patience` ms. */
export const walkOn = async (session: Session, device: Device, next: Next): Promise<void> => {
  for (;;) {
    const scene = await until(session, ({ snapshot }) => snapshot !== undefined)
    if (scene.snapshot?.value === 'done') return
    const deed = next(scene)
    if (deed) await press(session, device, deed)
    else await until(session, now => now.told !== scene.told || now.threads !== scene.threads)
  }
}

/** Resolves once the act stands in the story or was given back, which another's act in between may bring about. */
const press = async (session: Session, device: Device, deed: Deed | Aside): Promise<void> => {
  const mid = await act(session, deed)
  if ('drop' in deed) device.drop()
  await until(session, ({ pending, sidePending, returned }) => pending.length + sidePending.length === 0 || !!returned)
  const outcome = await session.settled(mid)
  if (outcome !== 'stored') session.dismissReturned()
}

const act = (session: Session, deed: Deed | Aside): Promise<string> =>
  'beside' in deed
    ? session.act({ type: 'whispered' }, { text: deed.text }, deed.beside)
    : session.act(deed.act, deed.words)

const PATIENCE = 60_000

/** The first scene that is so. Rejects when the session stops, or after a minute without one. */
export const until = (session: Session, isSo: (scene: Scene) => boolean): Promise<Scene> =>
  new Promise((resolve, reject) => {
    const settle = (how: () => void) => {
      cancel()
      unsubscribe()
      how()
    }
    const look = () => {
      const scene = session.get()
      if (scene.trouble) settle(() => reject(new Error(`stopped: ${JSON.stringify(scene.trouble)}`)))
      else if (isSo(scene)) settle(() => resolve(scene))
    }
    const cancel = systemClock.after(PATIENCE, () =>
      settle(() => reject(new Error(`nothing happens: ${whereOf(session)}`))),
    )
    const unsubscribe = session.subscribe(look)
    look()
  })

const whereOf = (session: Session): string => {
  const { seat, phase, line, told, snapshot, pending } = session.get()
  return `${seat} ${phase} ${line} at ${String(snapshot?.value)}, ${told.length} told, ${pending.length} pending`
}
