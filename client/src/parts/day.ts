const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const long = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' })
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' })

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

/** "today", "yesterday", else the date. Milliseconds. */
export const dayOf = (at: number, now = Date.now()): string => {
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000)
  return days === 0 || days === -1 ? relative.format(days, 'day') : long.format(at)
}

/** The date alone. Milliseconds. */
export const longDay = (at: number): string => long.format(at)

export const momentOf = (at: number): string => exact.format(at)
