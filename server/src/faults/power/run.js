import { bundle } from '../../../bundle.js'

/** As it is shipped: bundled, in plain Node. */
await bundle(
  ['main', 'scribe'].map(name => `src/faults/power/${name}.ts`),
  'dist/power',
)
const { main } = await import('../../../dist/power/main.js')
process.exitCode = await main(process.argv.slice(2))
