import { parseArgs } from 'node:util'

export type Options = {
  seed: number
  seeds: number
  kills: number
  couples?: number
  soak?: number
  nodes?: 'two' | 'deaf'
}

export const USAGE =
  'npm run chaos -- [--seed N] [--kills N] [--couples N] [--nodes two|deaf] | [--seed N] --seeds N [--kills N] [--couples N] | --soak MINUTES [--couples N]'

/** `--nodes`: two servers over one PostgreSQL, which hear of each other or, deaf, have to look. With `--seeds` and no `--kills` nobody is killed. Throws with what is wrong with them. */
export const readOptions = (args: string[]): Options => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: { seed: text, seeds: text, kills: text, couples: text, soak: text, nodes: text },
  })
  const { nodes } = values
  if (nodes !== undefined && nodes !== 'two' && nodes !== 'deaf') throw new Error('--nodes is two or deaf')
  const { seed = '1', seeds, kills = seeds === undefined ? '20' : '0', couples, soak } = values
  return {
    seed: whole('seed', seed, 0),
    seeds: whole('seeds', seeds ?? '1', 1),
    kills: whole('kills', kills, 0),
    ...(nodes !== undefined && { nodes }),
    ...given('soak', soak),
    ...given('couples', couples),
  }
}

const given = <Name extends string>(name: Name, text: string | undefined) =>
  (text === undefined ? {} : { [name]: whole(name, text, 1) }) as Partial<Record<Name, number>>

const whole = (name: string, text: string, least: number): number => {
  const number = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(number) || number < least)
    throw new Error(`--${name} is a whole number from ${least}`)
  return number
}
