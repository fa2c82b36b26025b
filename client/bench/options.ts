import { parseArgs } from 'node:util'

export type Options = { entries: number[]; passes: number; isJson: boolean }

export const USAGE = 'npm run bench:review -- [--entries 500,2000] [--passes N] [--json]'

/** Shorter ones have no room for a whole talk. */
const LEAST = 200
const MOST = 2_000

/** Throws with what is wrong with them. */
export const readOptions = (args: string[]): Options => {
  const { values } = parseArgs({
    args,
    options: {
      entries: { type: 'string', default: '500,2000' },
      passes: { type: 'string', default: '9' },
      json: { type: 'boolean', default: false },
    },
  })
  return {
    entries: values.entries.split(',').map(one => whole('entries', one, [LEAST, MOST])),
    passes: whole('passes', values.passes, [1, 100]),
    isJson: values.json,
  }
}

const whole = (name: string, text: string, [least, most]: readonly [number, number]): number => {
  const number = Number(text)
  if (text.trim() === '' || !Number.isInteger(number) || number < least || number > most)
    throw new Error(`--${name} is from ${least} to ${most}`)
  return number
}
