import { parseArgs } from 'node:util'

export type Options = { seed: number; kills: number; couples: number }

export const USAGE = 'npm run chaos -- [--seed N] [--kills N] [--couples N]'

/** Throws with what is wrong with them. */
export const readOptions = (args: string[]): Options => {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      kills: { type: 'string', default: '20' },
      couples: { type: 'string', default: '3' },
    },
  })
  return {
    seed: whole('seed', values.seed, 0),
    kills: whole('kills', values.kills, 0),
    couples: whole('couples', values.couples, 1),
  }
}

const whole = (name: string, text: string, least: number): number => {
  const number = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(number) || number < least)
    throw new Error(`--${name} is a whole number from ${least}`)
  return number
}
