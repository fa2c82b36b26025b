import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import { join } from 'node:path'

/** Preloaded into every server that is measured: tells its parent what the process has cost so far. CPU in µs. */
export type Cost = { cpu: number; rss: number; heap: number }
export type Asked = 'cost' | 'tidy' | { profileInto: string } | 'profiled'

const collect = (globalThis as { gc?: () => void }).gc
const inspector = new Session()
let folder = ''
let profiles = 0

const profile = (into: string): void => {
  folder = into
  inspector.connect()
  inspector.post('Profiler.enable')
  inspector.post('Profiler.setSamplingInterval', { interval: 250 })
  inspector.post('Profiler.start')
}

const profiled = (): void => {
  inspector.post('Profiler.stop', (_, { profile: seen }) =>
    writeFileSync(join(folder, `${process.pid}-${++profiles}.cpuprofile`), JSON.stringify(seen)),
  )
  inspector.disconnect()
}

process.on('message', (asked: Asked | { pass: number }) => {
  if (typeof asked === 'object' && !('profileInto' in asked)) return
  if (typeof asked === 'object') profile(asked.profileInto)
  if (asked === 'profiled') profiled()
  if (asked === 'tidy') collect?.()
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  const cost: Cost = { cpu: user + system, rss, heap: heapUsed }
  process.send?.(cost)
})
process.on('disconnect', () => process.exit())
