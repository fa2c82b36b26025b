type Fields = Record<string, unknown>
type Mutation = { path: string; what: string; frame: object }

/** A frame in every way in which exactly one of its fields is something else, is gone, or has a stranger beside it. */
export const mutationsOf = (frame: object): Mutation[] => {
  const strangers: [string, unknown][] = [
    ['by', 'p2'],
    ['device', 'A'.repeat(22)],
    ['session', 'A'.repeat(22)],
    ['seq', 1],
    ['at', 1],
    ['hash', 'A'.repeat(43)],
  ]
  return [
    ...pathsOf(frame).flatMap(path =>
      [...othersFor(valueAt(frame, path)), undefined].map(value => mutated(frame, path, value)),
    ),
    ...strangers.map(([key, value]) => mutated(frame, [key], value)),
  ]
}

const mutated = (frame: object, path: readonly string[], value: unknown): Mutation => {
  const copy = structuredClone(frame) as Fields
  const owner = path.slice(0, -1).reduce<Fields>((at, key) => at[key] as Fields, copy)
  const last = path.at(-1)!
  if (value === undefined) delete owner[last]
  else owner[last] = value
  return {
    path: path.join('.'),
    what: `${path.join('.')} ${JSON.stringify(value) ?? 'gone'}`.slice(0, 80),
    frame: copy,
  }
}

const pathsOf = (value: object): string[][] =>
  Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...(typeof inner === 'object' && inner !== null ? pathsOf(inner as object).map(path => [key, ...path]) : []),
  ])

const valueAt = (frame: object, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Fields)[key], frame)

/** Of the same kind where that is possible: one letter or one step away, another legal word; and of other kinds. */
const othersFor = (value: unknown): unknown[] => {
  if (typeof value === 'number') return [value - 1, value + 1, value + 17, -1, 0.5, 1e15, `${value}`]
  if (typeof value !== 'string') return [null, [], {}, 'readied', 7]
  const flipped = `${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`
  return [flipped, `${value}A`, value.slice(1), '', null, 7, ...NAMES].filter(other => other !== value)
}

const NAMES = ['p2', 'notes', 'private:p1', 'map.name', 'finished', 'joined', 'opened', 'therapist', 'resume', 'review']
