import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** A file as one script that a page can run. */
export const bundle = async (file: URL): Promise<string> => {
  const entry = fileURLToPath(file)
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'bench' } },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!output || !('output' in output)) throw new Error('nothing was built')
  return output.output[0].code
}
