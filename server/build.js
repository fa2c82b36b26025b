import { bundle } from './bundle.js'

const COMMANDS = ['main', 'backup', 'restore', 'move']

await bundle(
  COMMANDS.map(name => `src/${name}.ts`),
  'dist',
)
