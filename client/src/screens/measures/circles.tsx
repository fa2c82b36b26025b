/** How far apart the middles are, from two circles with room between to nearly one. */
const APART = [34, 28, 23, 18, 13, 8, 3]
const RADIUS = 14

/** Two circles, as close as a number from 1 to 7 says. */
export const Circles = ({ number }: { number: number }) => {
  const half = APART[number - 1]! / 2
  return (
    <svg viewBox="0 0 64 32" aria-hidden="true">
      <circle cx={32 - half} cy="16" r={RADIUS} />
      <circle cx={32 + half} cy="16" r={RADIUS} />
    </svg>
  )
}
