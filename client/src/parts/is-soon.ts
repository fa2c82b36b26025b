/** So long before a talk goes this is said, in seconds. */
const NOTICE = 7 * 86_400

/** Seconds since 1970. */
export const isSoon = (until: number | undefined, now: number): until is number =>
  until !== undefined && until - now <= NOTICE
