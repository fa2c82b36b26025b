import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const path = relative => fileURLToPath(new URL(relative, import.meta.url))

/** One file for each entry point, that plain Node runs. Packages stay outside; what is shared has sources only, so it
 *  comes in. Whoever starts one meanwhile finds the old file or the new one, never half of one. */
export const bundle = async (entryPoints, folder) => {
  const { outputFiles } = await build({
    entryPoints: entryPoints.map(path),
    outdir: path(folder),
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
  for (const { path: file, contents } of outputFiles) {
    const draft = `${file}.${process.pid}`
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(draft, contents)
    renameSync(draft, file)
  }
}
