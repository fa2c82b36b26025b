/** Every expected no. Words for people are the client's. */
export const REFUSAL_CODES = [
  'slow-down',
  'overloaded',
  'cannot-store',
  'not-your-turn',
  'stale-step',
  'stale-base',
  'fork',
  'old-epoch',
  'needs-consent',
  'not-yours',
  'mid-reused',
  'too-long',
  'forbidden',
  'closed',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

/** Each with its cause, for the caller. */
const CAUSES: Readonly<Record<RefusalCode, string>> = {
  'slow-down': 'too many acts at once',
  overloaded: 'the queue is full',
  'cannot-store': 'the log cannot be written now',
  'not-your-turn': 'the machine has no such row for this seat here',
  'stale-step': 'the room has moved on since this was written',
  'stale-base': 'the base is more than 16 entries behind',
  fork: 'the base names a hash this log does not have',
  'old-epoch': 'sealed under an epoch that is over',
  'needs-consent': 'no words are stored before everyone has agreed',
  'not-yours': 'it names entries of another seat',
  'mid-reused': 'the mid is stored with another content',
  'too-long': 'the box is larger than the largest size class',
  forbidden: 'this seat may not write this',
  closed: 'the talk is done',
}

const LATER: ReadonlySet<RefusalCode> = new Set(['slow-down', 'overloaded', 'cannot-store'])

/** Later: keep the same bytes and send them again after the refusal's `waitMs`. Otherwise the mid is dead. */
export const mayComeLater = (code: RefusalCode): boolean => LATER.has(code)

/** An expected no. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode

  constructor(code: RefusalCode) {
    super(CAUSES[code])
    this.code = code
  }
}
