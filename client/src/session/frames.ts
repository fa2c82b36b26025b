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
    const frame = readFrame(text)
    if (!frame) return stop({ kind: 'version' })
    const handle = handlers[frame.type] as (frame: Downward, isHere: () => boolean) => Promise<void> | void
    await handle(frame, isHere)
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

/** C10: what this copy cannot read it never skips. */
const readFrame = (text: string): Downward | undefined => {
  try {
    return Downward.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
