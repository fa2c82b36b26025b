import { parseArgs } from 'node:util'

export type Options = { origin: string; say: string; couples: number }

export const USAGE = 'npm run walk -- --url URL [--say WORDS] [--couples N]'

/** Throws with what is wrong with them. */
export const readOptions = (args: string[]): Options => {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string' },
      say: { type: 'string', default: 'You were not there when I called.' },
      couples: { type: 'string', default: '1' },
    },
  })
  const couples = Number(values.couples)
  if (!values.url) throw new Error('--url is missing')
  if (!Number.isInteger(couples) || couples < 1) throw new Error('--couples is a whole number from 1')
  if (values.say.trim() === '') throw new Error('--say has no words')
  return { origin: originOf(values.url), say: values.say.trim(), couples }
}

const originOf = (url: string): string => {
  const { origin, protocol } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error('--url is an http address')
  return origin
}
