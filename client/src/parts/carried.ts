let carried: string | undefined

/** A therapist's link on its way from the page it was opened on to the workspace; in memory alone. */
export const carry = (href: string): void => {
  carried = href
}

/** The link that was brought along, once. */
export const takeCarried = (): string | undefined => {
  const href = carried
  carried = undefined
  return href
}
