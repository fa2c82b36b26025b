import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The server, or one of its commands: `node server/start.js backup --to …` */
const isCommand = /^[a-z]+$/.test(process.argv[2] ?? '')
const program = isCommand ? process.argv.splice(2, 1)[0] : 'main'

const root = fileURLToPath(new URL('..', import.meta.url))
const changedAt = path => (existsSync(path) ? statSync(path).mtimeMs : 0)

const newestIn = folder => {
  if (!existsSync(folder)) return 0
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return Math.max(0, ...files.map(({ parentPath, name }) => changedAt(join(parentPath, name))))
}

const pagesOf = folder =>
  readdirSync(folder)
    .filter(name => name.endsWith('.html') || name === 'vite.config.ts')
    .map(name => join(folder, name))

const sources = Math.max(
  ...['shared/src', 'server/src', 'client/src', 'client/public'].map(folder => newestIn(join(root, folder))),
  ...pagesOf(join(root, 'client')).map(changedAt),
)
const built = Math.min(
  changedAt(join(root, `server/dist/${program}.js`)),
  changedAt(join(root, 'client/dist/index.html')),
)

if (built < sources) {
  console.error('Building …')
  const { status } = spawnSync('npm', ['run', 'build'], {
    cwd: root,
    stdio: ['ignore', 2, 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}
await import(`./dist/${program}.js`)
