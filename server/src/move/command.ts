import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { codeOf } from '../haven.ts'
import { UnfitDatabase } from '../log/postgres-tables.ts'
import { NoDataFolder } from '../log/sqlite-copy.ts'
import { BadSetting, readSettings } from '../settings.ts'
import { BrokenMove, move } from './move.ts'

const USAGE = 'DATABASE_URL=postgres://… HAVEN_SHARES_URL=postgres://… npm run --silent move -- --from DATA_FOLDER'

/** Prints one JSON object. 2: asked for wrongly; 1: it did not work. */
export const moveCommand = async (args: string[]): Promise<number> => {
  try {
    const { from } = parseArgs({ args, options: { from: { type: 'string' } } }).values
    const { databases } = readSettings(process.env)
    if (!from || !databases) throw new BadSetting('It takes a folder and two databases.')
    // As seen from where the command was given, which is not where npm runs it.
    console.log(JSON.stringify(await move(resolve(process.env['INIT_CWD'] ?? '.', from), databases)))
    return 0
  } catch (error) {
    const isAsked = error instanceof BadSetting || codeOf(error).startsWith('ERR_PARSE_ARGS')
    console.error(isAsked ? `${messageOf(error)}\n${USAGE}` : messageOf(error))
    console.log(JSON.stringify({ ok: false, code: codeOf(error) }))
    return isAsked ? 2 : 1
  }
}

const OWN = [BadSetting, BrokenMove, NoDataFolder, UnfitDatabase]
const messageOf = (error: unknown): string =>
  OWN.some(one => error instanceof one) || codeOf(error).startsWith('ERR_PARSE_ARGS')
    ? (error as Error).message
    : codeOf(error)
