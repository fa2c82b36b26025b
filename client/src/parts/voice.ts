import type { Seat } from '@haven/shared/steps.ts'

/** A person keeps tint, mark and side through every role. */
export const voiceOf = (seat: Seat): Voice => VOICES[seat]

/** The therapist has one too, and no side. */
export type Voice = 'a' | 'b' | 't'
const VOICES = { p1: 'a', p2: 'b', therapist: 't' } as const satisfies Record<Seat, Voice>
