import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const path = relative => fileURLToPath(new URL(relative, import.meta.url))

/** What plain Node runs, one file each. Packages stay outside of it; what is shared has sources only, so it comes in. */
const COMMANDS = ['main', 'backup', 'restore']

const { outputFiles } = await build({
  entryPoints: COMMANDS.map(name => path(`src/${name}.ts`)),
  outdir: path('dist'),
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
