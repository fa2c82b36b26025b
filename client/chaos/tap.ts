import type { Downward, Upward } from '@haven/shared/wire.ts'
import { systemClock } from '../src/session/clock.ts'
import type { Socket } from '../src/session/line.ts'
import type { Noted } from './history.ts'
import type { Random } from './random.ts'

type Tapping = {
  note(noted: Noted): void
  /** While it is so, frames that the client must bear so come twice or late (C3). */
  isRough(): boolean
  random: Random
}
type Hear = (event: { data: unknown }) => void

/** A socket that writes down what goes up and what comes down. */
export const tapped = (socket: Socket, tapping: Tapping): Socket => {
  const own = new Set<string>()
  const sent = new Map<string, string>()
  const hear = (data: unknown, listener: Hear) => {
    for (const one of heardIn(read<Downward>(data))) {
      tapping.note(one)
      if (one.what === 'echoed') repeat(sent.get(one.mid) ?? '')
    }
    listener({ data })
  }
  /** The same bytes once more, as if the echo had been lost (P14). Never before it: on one socket nothing that may
   *  still be refused is said twice. */
  const repeat = (data: string) => {
    const { isRough, random } = tapping
    if (data === '' || !isRough() || !random.chance(15)) return
    systemClock.after(random.between(0, 100), () => socket.readyState === 1 && socket.send(data))
  }
  return {
    get readyState() {
      return socket.readyState
    },
    send: data => {
      const frame = read<Upward>(data)
      if (frame.type === 'propose') {
        tapping.note({ what: 'proposed', mid: frame.mid })
        sent.set(frame.mid, data)
      }
      if (frame.type === 'hello') own.add(frame.device)
      socket.send(data)
    },
    close: code => socket.close(code),
    addEventListener: (type: 'message' | 'close' | 'error', listener: (event: never) => void) => {
      if (type !== 'message') return socket.addEventListener(type as 'close', listener as () => void)
      socket.addEventListener('message', ({ data }) => disturb(data, tapping, () => hear(data, listener as Hear)))
    },
  }

  function heardIn(frame: Downward): Noted[] {
    if (frame.type === 'already') return [{ what: 'already', mid: frame.mid, seq: frame.seq }]
    if (frame.type === 'refusal') return [{ what: 'refused', mid: frame.mid, code: frame.code }]
    if (frame.type !== 'entries') return []
    return frame.entries.flatMap((entry): Noted[] =>
      'mid' in entry && own.has(entry.device) ? [{ what: 'echoed', mid: entry.mid, seq: entry.seq }] : [],
    )
  }
}

/** Entries may come in any order and any number of times, `already` any number of times. */
const disturb = (data: unknown, { isRough, random }: Tapping, pass: () => void): void => {
  const { type } = read<Downward>(data)
  const isRepeatable = isRough() && (type === 'entries' || type === 'already')
  if (isRepeatable && random.chance(15)) systemClock.after(random.between(0, 150), pass)
  if (type === 'entries' && isRepeatable && random.chance(15)) systemClock.after(random.between(1, 80), pass)
  else pass()
}

const read = <Frame>(data: unknown): Frame => JSON.parse(String(data)) as Frame
