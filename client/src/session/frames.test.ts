import { describe, expect, it } from 'vitest'
import { createFrames, type Handlers } from './frames.ts'

const open = () => {
  const log: string[] = []
  const names = 'challenge welcome entries already refusal present invited forgetting pong bye'.split(' ')
  const handle = async (frame: { type: string; n?: number }, isHere: () => boolean) => {
    await Promise.resolve()
    log.push(`${frame.type} ${frame.n} ${isHere() ? 'here' : 'gone'}`)
  }
  const handlers = Object.fromEntries(names.map(name => [name, handle])) as unknown as Handlers
  const frames = createFrames(handlers, ({ kind }) => void log.push(kind))
  const pong = (n: number) => frames.hear(JSON.stringify({ type: 'pong', n, now: 0 }))
  return { frames, log, pong }
}

describe('frames', () => {
  it('are taken one after another', async () => {
    const { log, pong } = open()
    for (const n of [1, 2, 3]) pong(n)
    await new Promise(setImmediate)
    expect(log).toEqual(['pong 1 here', 'pong 2 here', 'pong 3 here'])
  })

  it('of a lost line are dropped, and the one in hand knows', async () => {
    const { frames, log, pong } = open()
    for (const n of [1, 2]) pong(n)
    await Promise.resolve()
    frames.lost()
    pong(3)
    await new Promise(setImmediate)
    expect(log).toEqual(['pong 1 gone', 'pong 3 here'])
  })

  it.each(['', '{', '[]', '{"type":"pong"}', '{"type":"pong","n":1,"now":0,"more":1}'])(
    'C10 %s is not skipped',
    async text => {
      const { frames, log } = open()
      frames.hear(text)
      await new Promise(setImmediate)
      expect(log).toEqual(['version'])
    },
  )
})
