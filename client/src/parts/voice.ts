import type { Seat } from '@haven/shared/steps.ts'

/** A person keeps tint, mark and side through every role. */
export const voiceOf = (seat: Seat): 'a' | 'b' => (seat === 'p2' ? 'b' : 'a')
