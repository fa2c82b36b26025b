import { readFileSync } from 'node:fs'

const manifest = JSON.parse(readFileSync(new URL('dist/.vite/manifest.json', import.meta.url), 'utf8'))

/** Everything these load before they can run, themselves included, as files of the build. */
const neededBy = names => {
  const found = new Set()
  const visit = name => {
    if (found.has(name)) return
    found.add(name)
    for (const next of manifest[name].imports ?? []) visit(next)
  }
  for (const name of names) visit(name)
  return [...found].flatMap(name => [manifest[name].file, ...(manifest[name].css ?? [])]).map(file => `dist/${file}`)
}

/** What is loaded later, when somebody asks for it, begins with one of these. */
const TALK = [
  'index.html',
  'src/session/browser.ts',
  'src/talk-door.tsx',
  ...manifest['src/talk-door.tsx'].dynamicImports,
]

export default [
  {
    name: 'landing: all that index.html loads at once',
    path: ['dist/door.js', ...neededBy(['index.html'])],
    limit: '90 kB',
    gzip: true,
  },
  {
    name: 'session: all that a talk loads up to its first prompt, as served',
    path: ['dist/door.js', ...neededBy(TALK)],
    limit: '166 kB',
    brotli: true,
  },
]
