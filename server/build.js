import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const path = relative => fileURLToPath(new URL(relative, import.meta.url))

/** One file that plain Node runs. Packages stay outside of it; what is shared has sources only, so it comes in. */
const { outputFiles } = await build({
  entryPoints: [path('src/main.ts')],
  outfile: path('dist/main.js'),
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  alias: { '@haven/shared': path('../shared/src') },
  plugins: [
    {
      name: 'packages stay outside',
      setup: ({ onResolve }) =>
        onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
          kind === 'entry-point' || name.startsWith('@haven/') ? undefined : { path: name, external: true },
        ),
    },
  ],
})

/** Whoever starts a server meanwhile finds the old file or the new one, never half of one. */
for (const { path: file, contents } of outputFiles) {
  const draft = `${file}.${process.pid}`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(draft, contents)
  renameSync(draft, file)
}
