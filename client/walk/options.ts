import { parseArgs } from 'node:util'

export type Options = { origin: string; say: string; couples: number; isSupervised: boolean; exported?: string }

export const USAGE = 'npm run walk -- --url URL [--supervised] [--say WORDS] [--couples N] [--export FILE]'

/** Throws with what is wrong with them. */
export const readOptions = (args: string[]): Options => {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string' },
      say: { type: 'string', default: 'You were not there when I called.' },
      couples: { type: 'string', default: '1' },
      export: { type: 'string' },
      supervised: { type: 'boolean', default: false },
    },
  })
  const couples = Number(values.couples)
  if (!values.url) throw new Error('--url is missing')
  if (!Number.isInteger(couples) || couples < 1) throw new Error('--couples is a whole number from 1')
  if (values.say.trim() === '') throw new Error('--say has no words')
  if (values.export === '') throw new Error('--export has no file')
  return {
    origin: originOf(values.url),
    say: values.say.trim(),
    couples,
    isSupervised: values.supervised,
    ...(values.export === undefined ? {} : { exported: values.export }),
  }
}

const originOf = (url: string): string => {
  const { origin, protocol } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error('--url is an http address')
  return origin
}
