import { Downward } from '@haven/shared/wire.ts'
import { createQueue } from './queue.ts'
import type { Trouble } from './scene.ts'

export type Frame<Type extends Downward['type']> = Extract<Downward, { type: Type }>
/** What to do on each frame. `isHere` turns false once the line it came on is gone. */
export type Handlers = {
  [Type in Downward['type']]: (frame: Frame<Type>, isHere: () => boolean) => Promise<void> | void
}

export type Frames = { hear(text: string): void; lost(): void }

/** Hears frames one after another. One of a lost line is dropped: its log-in, base and turn are not the next line's. */
export const createFrames = (handlers: Handlers, stop: (trouble: Trouble) => void): Frames => {
  const inOrder = createQueue()
  let line = 0
  const take = async (text: string, isHere: () => boolean) => {
    if (!isHere()) return
    const { frame, isWhole } = readFrame(text)
    const handle = frame && (handlers[frame.type] as (frame: Downward, isHere: () => boolean) => Promise<void> | void)
    if (handle) await handle(frame, isHere)
    if (!isWhole) stop({ kind: 'version' })
  }
  return {
    hear: text => {
      const heardOn = line
      inOrder(() => take(text, () => heardOn === line)).catch(() => stop({ kind: 'malformed' }))
    },
    lost: () => {
      line += 1
    },
  }
}

type Read = { frame?: Downward | undefined; isWhole: boolean }

/** C10: what this copy cannot read it never skips. Of entries it takes those before the first of that kind. */
const readFrame = (text: string): Read => {
  try {
    const raw = JSON.parse(text)
    const { data, error } = Downward.safeParse(raw)
    if (data) return { frame: data, isWhole: true }
    const known = raw.entries.slice(0, error!.issues[0]!.path[1])
    return { frame: Downward.safeParse({ ...raw, entries: known }).data, isWhole: false }
  } catch {
    return { isWhole: false }
  }
}
