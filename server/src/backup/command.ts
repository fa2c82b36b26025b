import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { codeOf } from '../haven.ts'
import { BrokenCopy, backUp } from './back-up.ts'
import { BrokenBackup, bringBack, NotEmpty } from './bring-back.ts'
import { NoDataFolder } from '../log/sqlite-copy.ts'
import { newKey } from './sealed-file.ts'

const BACKUP = `npm run backup -- --new-key FILE
npm run backup -- --to FOLDER --recipient age1… [--shares-to FOLDER] [--keep DAYS] [--keep-shares DAYS]`
const RESTORE = 'npm run restore -- --from FILE [--shares FILE] --key FILE --to FOLDER [--since DATA_FOLDER]'

const TEXT = { type: 'string' } as const

/** Prints one JSON object; the folder in use is HAVEN_DATA. */
export const backupCommand = (args: string[]): Promise<number> =>
  answer(BACKUP, async () => {
    const { values } = parseArgs({
      args,
      options: {
        to: TEXT,
        'shares-to': TEXT,
        recipient: TEXT,
        'new-key': TEXT,
        keep: { ...TEXT, default: '7' },
        'keep-shares': { ...TEXT, default: '1' },
      },
    })
    if (values['new-key'] !== undefined) return { ok: true, recipient: await newKey(fileOf(values['new-key'])) }
    const to = given('to', values.to)
    const sharesTo = values['shares-to']
    if (sharesTo !== undefined && fileOf(sharesTo) === fileOf(to))
      throw new Usage('--shares-to is another place than --to')
    return backUp({
      data: fileOf(process.env['HAVEN_DATA'] ?? './data'),
      to: fileOf(to),
      ...(sharesTo !== undefined && { sharesTo: fileOf(sharesTo) }),
      recipient: recipientIn(given('recipient', values.recipient)),
      keepDays: daysIn('keep', values.keep),
      sharesKeepDays: daysIn('keep-shares', values['keep-shares']),
      now: Date.now(),
    })
  })

export const restoreCommand = (args: string[]): Promise<number> =>
  answer(RESTORE, () => {
    const { values } = parseArgs({ args, options: { from: TEXT, shares: TEXT, key: TEXT, to: TEXT, since: TEXT } })
    return bringBack({
      from: fileOf(given('from', values.from)),
      ...(values.shares !== undefined && { shares: fileOf(values.shares) }),
      keyFile: fileOf(given('key', values.key)),
      to: fileOf(given('to', values.to)),
      ...(values.since !== undefined && { since: fileOf(values.since) }),
      now: Date.now(),
    })
  })

class Usage extends Error {}

/** 2: asked for wrongly; 1: it did not work. */
const answer = async (usage: string, work: () => Promise<object>): Promise<number> => {
  try {
    console.log(JSON.stringify(await work()))
    return 0
  } catch (error) {
    const isAsked = error instanceof Usage || codeOf(error).startsWith('ERR_PARSE_ARGS')
    console.error(isAsked ? `${messageOf(error)}\n${usage}` : messageOf(error))
    console.log(JSON.stringify({ ok: false, code: codeOf(error) }))
    return isAsked ? 2 : 1
  }
}

const given = (name: string, value: string | undefined): string => {
  if (!value) throw new Usage(`--${name} is missing`)
  return value
}

const recipientIn = (text: string): string => {
  if (!/^age1[a-z0-9]+$/.test(text)) throw new Usage('--recipient is a public key, as --new-key prints it')
  return text
}

const daysIn = (name: string, text: string): number => {
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1) throw new Usage(`--${name} is a whole number of days from 1`)
  return days
}

const OWN = [BrokenCopy, BrokenBackup, NotEmpty, NoDataFolder, Usage]
const messageOf = (error: unknown): string => {
  if (OWN.some(one => error instanceof one) || codeOf(error).startsWith('ERR_PARSE_ARGS'))
    return (error as Error).message
  return error instanceof Error ? error.message : codeOf(error)
}

/** As seen from where the command was given, which is not where npm runs it. */
const fileOf = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path)
