/** Preloaded into every server that is measured: tells its parent what the process has cost so far. CPU in µs. */
export type Cost = { cpu: number; rss: number; heap: number }

const collect = (globalThis as { gc?: () => void }).gc

process.on('message', (asked: unknown) => {
  if (asked !== 'cost' && asked !== 'tidy') return
  if (asked === 'tidy') collect?.()
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  const cost: Cost = { cpu: user + system, rss, heap: heapUsed }
  process.send?.(cost)
})
process.on('disconnect', () => process.exit())
