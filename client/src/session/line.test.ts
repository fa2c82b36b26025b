import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CLOSE, SUBPROTOCOL } from '@haven/shared/wire.ts'
import { endingOf, Line, type LineParts, type Socket } from './line.ts'
import { handClock } from './testing/clock.ts'

type Listener = (event: { data?: unknown; code?: number }) => void
type Wire = Socket & { sent: string[]; closedWith: (number | undefined)[]; fire(type: string, event?: object): void }

const newWire = (): Wire => {
  const listeners: [string, Listener][] = []
  const wire = {
    readyState: 1,
    sent: [] as string[],
    closedWith: [] as (number | undefined)[],
    send: (data: string) => void wire.sent.push(data),
    close: (code?: number) => {
      wire.readyState = 3
      wire.closedWith.push(code)
    },
    addEventListener: (type: string, listener: Listener) => void listeners.push([type, listener]),
    fire: (type: string, event: object = {}) => {
      if (type === 'close') wire.readyState = 3
      for (const [of, listener] of listeners) if (of === type) listener(event)
    },
  }
  return wire as Wire
}

const open = (over: Partial<LineParts> = {}) => {
  const clock = handClock()
  const wires: Wire[] = []
  const [asked, log, heard]: [string[], string[], string[]] = [[], [], []]
  let wake = () => {}
  const line = new Line({
    url: 'wss://haven.example/socket',
    connect: (url, protocols) => {
      asked.push(`${url} ${protocols.join(',')}`)
      wires.push(newWire())
      return wires.at(-1)!
    },
    clock,
    random: () => 0.5,
    wakes: listener => {
      wake = listener
      return () => (wake = () => void log.push('woken after its end'))
    },
    heard: frame => void heard.push(frame),
    lost: () => void log.push('lost'),
    told: state => void log.push(state),
    ended: ending => void log.push(`ended ${ending.kind}`),
    ...over,
  })
  return { line, clock, wires, asked, log, heard, wake: () => wake(), last: () => wires.at(-1)! }
}
const cut = ({ last }: ReturnType<typeof open>, code = 1006) => last().fire('close', { code })

describe('C8 reconnecting', () => {
  it('C8 speaks the protocol and hears frames in order', () => {
    const at = open()
    expect(at.asked).toEqual([`wss://haven.example/socket ${SUBPROTOCOL}`])
    at.last().fire('message', { data: 'a' })
    at.last().fire('message', { data: 'b' })
    expect(at.heard).toEqual(['a', 'b'])
  })

  it('C8 tries within a second first, then with full jitter up to twice as long, never above 20 s', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 8, maxLength: 8 }), randoms => {
        const left = [...randoms]
        const at = open({ random: () => left.shift()! })
        for (const [tries, random] of randoms.entries()) {
          cut(at)
          const most = Math.min(20_000, 1_000 * 2 ** tries)
          at.clock.advance(random * most)
          expect(at.wires).toHaveLength(tries + 2)
        }
      }),
    )
  })

  it('C8 counts from the start again after 10 s up, not before', () => {
    for (const [steady, most] of [
      [9_999, 2_000],
      [10_000, 1_000],
    ] as const) {
      const at = open()
      cut(at)
      at.clock.advance(500)
      at.line.up()
      at.clock.advance(steady)
      cut(at)
      at.clock.advance(most / 2 - 1)
      expect(at.wires).toHaveLength(2)
      at.clock.advance(1)
      expect(at.wires).toHaveLength(3)
    }
  })

  it('C8 tries at once when the network or the page comes back', () => {
    const at = open()
    cut(at)
    at.wake()
    expect(at.wires).toHaveLength(2)
    at.clock.advance(60_000)
    expect(at.wires.length).toBeGreaterThan(2)
  })

  it('C8 of many that wake at once, each tries within a second', () => {
    const randoms = [0, 0.4, 0.999]
    const many = randoms.map(random => open({ random: () => random, isOneOfMany: true }))
    for (const at of many) {
      at.line.spreadOver(60_000)
      cut(at)
      at.clock.advance(0)
    }
    for (const at of many.slice(1)) at.wake()
    const triedAfter = (ms: number) =>
      many.map(({ clock, wires }) => {
        clock.advance(ms)
        return wires.length - 1
      })
    expect([triedAfter(0), triedAfter(399), triedAfter(1), triedAfter(599)]).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [1, 1, 0],
      [1, 1, 1],
    ])
  })

  it('C8 spreads over the time the server asked for, once', () => {
    const at = open({ random: () => 0.99 })
    at.line.spreadOver(30_000)
    cut(at, CLOSE.restart)
    at.clock.advance(29_600)
    expect(at.wires).toHaveLength(1)
    at.clock.advance(400)
    expect(at.wires).toHaveLength(2)
    cut(at)
    at.clock.advance(2_000)
    expect(at.wires).toHaveLength(3)
  })

  it('C8 hears nothing more from a socket it has given up', () => {
    const at = open()
    const [old] = at.wires
    cut(at)
    at.clock.advance(1_000)
    old!.fire('message', { data: 'late' })
    old!.fire('close', { code: 1006 })
    expect(at.heard).toEqual([])
    expect(at.log).toEqual(['lost'])
  })

  it('C8 gives a silent log-in 15 s', () => {
    const at = open()
    at.clock.advance(14_999)
    expect(at.log).toEqual([])
    at.clock.advance(1)
    expect(at.log).toEqual(['lost'])
  })
})

describe('C9 keeping watch', () => {
  it.each([
    [0, 16_000],
    [0.5, 20_000],
    [0.999, 23_992],
  ])('C9 pings every 20 s ± 20 %% (random %d)', (random, wait) => {
    const at = open({ random: () => random })
    at.line.up()
    at.clock.advance(wait - 1)
    expect(at.last().sent).toEqual([])
    at.clock.advance(1)
    expect(at.last().sent).toEqual(['{"type":"ping","n":1}'])
  })

  it('C9 without an answer in 8 s the line is lost; any frame is an answer', () => {
    const at = open()
    at.line.up()
    at.clock.advance(20_000)
    at.last().fire('message', { data: 'anything' })
    at.clock.advance(19_999)
    expect(at.log).toEqual(['up'])
    at.clock.advance(1 + 8_000)
    expect(at.log).toEqual(['up', 'lost'])
  })

  it('C9 says so after 2 s without a line, not before, and once', () => {
    const at = open({ random: () => 0.1 })
    at.line.up()
    cut(at)
    at.clock.advance(1_999)
    expect(at.log).not.toContain('reconnecting')
    at.clock.advance(1)
    cut(at)
    at.clock.advance(1_500)
    expect(at.log.filter(one => one === 'reconnecting')).toHaveLength(1)
  })

  it('C9 says nothing when it is back within 2 s', () => {
    const at = open()
    at.line.up()
    cut(at)
    at.clock.advance(1_000)
    at.line.up()
    at.clock.advance(10_000)
    expect(at.log).toEqual(['up', 'lost', 'up'])
  })
})

describe('an end', () => {
  it.each([
    [CLOSE.malformed, 'malformed'],
    [CLOSE.tooBig, 'malformed'],
    [CLOSE.loginRefused, 'login'],
    [CLOSE.removed, 'removed'],
    [CLOSE.otherTab, 'otherTab'],
    [CLOSE.erased, 'erased'],
    [CLOSE.protocol, 'version'],
  ])('%i is final and is not tried again', (code, kind) => {
    const at = open()
    cut(at, code)
    at.wake()
    at.clock.advance(600_000)
    expect(at.log).toEqual([`ended ${kind}`, 'woken after its end'])
    expect(at.wires).toHaveLength(1)
    expect(at.clock.waits()).toEqual([])
  })

  it.each([1000, 1001, 1005, 1006, CLOSE.restart, CLOSE.noHello, 4999])('%i is tried again', code => {
    expect(endingOf(code)).toEqual({ kind: 'again' })
  })

  it.each([
    [CLOSE.cannotLoad, 'cannotLoad'],
    [CLOSE.tooFast, 'tooFast'],
  ])('%i is tried three times more, then told', (code, kind) => {
    const at = open()
    for (let tries = 0; tries < 4; tries += 1) {
      cut(at, code)
      at.wake()
    }
    expect(at.wires).toHaveLength(4)
    expect(at.log).toContain(`ended ${kind}`)
  })

  it('close is quiet and for good', () => {
    const at = open()
    at.line.up()
    at.line.close()
    cut(at)
    at.clock.advance(600_000)
    expect(at.last().closedWith).toEqual([CLOSE.done])
    expect(at.log).toEqual(['up'])
    expect(at.line.send({})).toBe(false)
    expect(at.clock.waits()).toEqual([])
  })
})
