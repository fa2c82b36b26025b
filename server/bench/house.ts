import { openDataFolder } from '../src/data-folder.ts'
import { buildApp } from '../src/app.ts'
import { openSqlite } from '../src/log/sqlite-store.ts'
import { localOrigins } from '../src/settings.ts'

/** What is held in memory, and for whom. */
export type Held = { rooms: number; gatherings: number; lines: number }

const [, , port, data] = process.argv
const clock = { ahead: 0 }
openDataFolder(data!)
const { app, haven, sweep } = await buildApp({
  store: openSqlite(data!),
  origins: localOrigins(Number(port)),
  now: () => Date.now() + clock.ahead,
  note: () => undefined,
  build: 'bench',
  isUnlimited: true,
  isProxied: false,
})

process.on('message', async (asked: { pass: number }) => {
  if (typeof asked !== 'object') return
  clock.ahead += asked.pass
  await sweep()
  const held: Held = { rooms: haven.rooms.size, gatherings: haven.hub.size, lines: haven.lines.size }
  process.send?.(held)
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
process.stdout.write('The house is open\n')
