/** The small run is part of `npm test`; HAVEN_FULL=1 asks for the long one, which is for the night. */
export const isFull = process.env['HAVEN_FULL'] === '1'
export const sized = (small: number, full: number): number => (isFull ? full : small)
