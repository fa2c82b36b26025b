import { moveCommand } from './move/command.ts'

process.exitCode = await moveCommand(process.argv.slice(2))
