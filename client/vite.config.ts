import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, minifySync, type Plugin } from 'vite'

const SERVER = '127.0.0.1:3000'
const PACKED = /\.(js|css|html|svg|bin|ttf)$/

export default defineConfig({
  root: import.meta.dirname,
  plugins: [plain(), react(), seal()],
  build: {
    target: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    reportCompressedSize: false,
    // Names which files a page loads, for the limits on them; it is never served.
    manifest: true,
    rolldownOptions: { input: ['index.html', 'away.html'].map(page => join(import.meta.dirname, page)) },
  },
  server: {
    proxy: {
      '/api': `http://${SERVER}`,
      '/healthz': `http://${SERVER}`,
      '/socket': { target: `ws://${SERVER}`, ws: true },
    },
  },
})

/** Notes for those who write the words are no part of the page. */
function plain(): Plugin {
  return {
    name: 'haven-plain',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/text\/[\w.]+\.json$/ },
      handler: code => {
        const { reading: _, ...words } = JSON.parse(code) as Record<string, unknown>
        return JSON.stringify(words)
      },
    },
  }
}

/** After the build: the page names its build and what its scripts must be, and everything lies packed beside itself. */
function seal(): Plugin {
  let out = ''
  return {
    name: 'haven-seal',
    apply: 'build',
    configResolved: ({ root, build }) => void (out = resolve(root, build.outDir)),
    closeBundle: () => {
      const door = join(out, 'door.js')
      writeFileSync(door, minifySync('door.js', readFileSync(door, 'utf8')).code)
      const page = join(out, 'index.html')
      const html = readFileSync(page, 'utf8').replace(
        'name="build" content="dev"',
        `name="build" content="${buildOf(out)}"`,
      )
      writeFileSync(
        page,
        html.replaceAll(
          /<(script|link)([^>]*?(?:src|href)="(\/(?:assets\/|door)[^"]+\.(?:js|css))")/g,
          withIntegrity(out),
        ),
      )
      for (const file of filesIn(out).filter(name => PACKED.test(name))) pack(join(out, file))
    },
  }
}

/** The same sources give the same id. */
const buildOf = (out: string): string => {
  const hash = createHash('sha256')
  for (const file of filesIn(out)) hash.update(`${file}\n`).update(readFileSync(join(out, file)))
  return hash.digest('hex').slice(0, 12)
}

const withIntegrity = (out: string) => (_: string, tag: string, rest: string, path: string) =>
  `<${tag} integrity="sha384-${createHash('sha384')
    .update(readFileSync(join(out, path)))
    .digest('base64')}"${rest}`

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()

const pack = (file: string): void => {
  const content = readFileSync(file)
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params }))
}
