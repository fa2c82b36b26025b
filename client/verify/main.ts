import { verifyFile } from './command.ts'

const verdict = await verifyFile(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd())
console.log(JSON.stringify(verdict))
process.exitCode = verdict.ok ? 0 : 1
