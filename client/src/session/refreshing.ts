import type { Ring } from './ring.ts'

/** How many secrets a link given now carries, at most. */
export const carried = ({ secrets }: Pick<Ring, 'secrets'>): number =>
  Object.values(secrets).reduce((sum, known) => sum + Object.keys(known).length, 0)

/** Whether a link that may still be opened was given before a secret that this device has now. */
export const isStale = (ring: Pick<Ring, 'invites' | 'secrets'>): boolean => {
  const first = Object.keys(ring.secrets).length
  return ring.invites.some(({ carries = first }) => carries < carried(ring))
}
