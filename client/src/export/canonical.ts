/** JSON with its keys in order and no blanks: one text for one value. Throws on what JSON cannot say. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) return `{${fieldsOf(value).join(',')}}`
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined) throw new TypeError('not JSON')
  return text
}

const fieldsOf = (value: object): string[] =>
  Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
