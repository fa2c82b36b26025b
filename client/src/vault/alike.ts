/** Whether two values would be the same JSON, in whatever order their keys come. */
export const isAlike = (a: unknown, b: unknown): boolean => plain(a) === plain(b)

/** One text for all values that are alike; orders them too. */
export const plain = (value: unknown): string => JSON.stringify(value, inOrder) ?? ''

const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
