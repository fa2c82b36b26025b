import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const run = (command, args, folder) =>
  spawn(command, args, { cwd: `${root}/${folder}`, stdio: 'inherit', shell: process.platform === 'win32' })

/** Vite serves the pages and passes /api and /socket on to the server, so its address is the one that asks. */
const origins = ['http://localhost:5173', 'http://127.0.0.1:5173', 'http://localhost:3000', 'http://127.0.0.1:3000']
process.env['HAVEN_ORIGIN'] ??= origins.join(',')

const children = [run('npx', ['tsx', 'watch', 'src/main.ts'], 'server'), run('npx', ['vite'], 'client')]
const stop = () => children.forEach(child => child.kill())
for (const child of children) child.once('exit', stop)
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop)
