import { bundle } from '../bundle.js'

/** Everything measured runs as it is shipped: bundled, in plain Node, from what the sources say now. */
await import('../build.js')
await bundle(
  ['main', 'floor', 'house', 'probe'].map(name => `bench/${name}.ts`),
  'dist/bench',
)
const { bench } = await import('../dist/bench/main.js')
process.exitCode = await bench(process.argv.slice(2))
