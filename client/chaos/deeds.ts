import type { Act } from '@haven/shared/acts.ts'
import { apply, placeOf, stepOf } from '@haven/shared/replay.ts'
import { isClose } from '@haven/shared/steps.ts'
import { CANDIDATES } from '@haven/shared/view.ts'
import type { Scene, Words } from '../src/session/scene.ts'
import { nextDeed, tableOf } from '../walk/table.ts'
import type { Random } from './random.ts'

export type Said = { act: Act; words?: Words }

/** What a partner does next: a step of the walk, or anything else that the machine offers and that ends no talk. */
export const nextAct = (scene: Scene, random: Random, words: string): Said | undefined => {
  const deed = nextDeed(tableOf(words), scene)
  const isFirst = isArriving(scene)
  if (deed && !endsTalk(scene, deed.act) && (isFirst || random.chance(50)))
    return { act: deed.act, ...(deed.words && { words: deed.words }) }
  return isFirst ? undefined : anyAct(offered(scene), random, words)
}

/** Before both have taken their places, where nobody can say anything yet. */
export const isArriving = ({ snapshot }: Scene): boolean => !snapshot?.context.injured

const anyAct = (acts: readonly Act[], random: Random, words: string): Said | undefined => {
  if (acts.length === 0) return undefined
  const types = [...new Set(acts.map(act => act.type))]
  const common = types.filter(type => !RARE.has(type))
  const spoken = types.filter(type => FIELDS[type])
  const isRare = common.length === 0 || random.chance(10)
  const type = random.pick(isRare ? types : spoken.length > 0 && random.chance(60) ? spoken : common)
  const act = random.pick(acts.filter(one => one.type === type))
  const field = FIELDS[type]
  return { act, ...(field && { words: { [field]: words } }) }
}

/** Where nobody can say anything for a while afterwards. */
const RARE: ReadonlySet<Act['type']> = new Set<Act['type']>(['paused', 'setDown', 'askedBack'])
const FIELDS: Partial<Record<Act['type'], string>> = { spoke: 'text', parked: 'title', answered: 'missing' }

const offered = (scene: Scene): Act[] => {
  const { snapshot } = scene
  if (!snapshot) return []
  return CANDIDATES.filter(act => act.type !== 'erased' && snapshot.can(eventOf(scene, act)) && !endsTalk(scene, act))
}

const endsTalk = (scene: Scene, act: Act): boolean => {
  const next = scene.snapshot && apply(scene.snapshot, eventOf(scene, act))
  return next !== undefined && (isClose(stepOf(next)) || placeOf(next) === 'done')
}

const eventOf = ({ seat, told }: Scene, act: Act) => ({ ...act, by: seat, at: told.at(-1)?.entry.at ?? 0, own: true })

const LETTERS = ['a', 'e', 'n', ' ', ' ', '\n', '"', '\\', 'ü', '—', '我', '😔', '\u200d', '<b>']

/** Never the same twice, and of any length that still fits four times into one box. */
export const newWords = (name: string, random: Random): string =>
  `${name} ${Array.from({ length: random.between(0, 380) }, () => random.pick(LETTERS)).join('')}.`
