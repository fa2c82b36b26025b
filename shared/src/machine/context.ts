import type { Act, Opened } from '../acts.ts'
import type { Gate, Partner, Seat, Step, Target } from '../steps.ts'

/** An act as the machine sees it. `own`, for `erased` alone: every seq named is a room entry by the same seat. */
export type Event = Act & { by: Seat; at: number; own?: boolean }

export type Proposal = { readonly by: Partner; readonly target: Target }

/** All that the talk remembers beside the step. Roles: `injured` names one seat, the other partner is injuring. */
export type Context = {
  readonly mode: Opened['mode']
  readonly setting: Opened['setting']
  readonly therapist: boolean
  readonly injured: Partner | null
  readonly round: 1 | 2
  /** arrive.consent has been completed in this room, so words may be stored. */
  readonly consented: boolean
  /** What each seat has marked in this step: its choice, else the type of the act. */
  readonly marks: Readonly<Partial<Record<Seat, string>>>
  readonly said: readonly Partner[]
  readonly lastSpeaker: Partner | null
  /** Partners whose last `spoke` no `stayed` has met yet. */
  readonly unmet: readonly Partner[]
  /** Something was said in hear.deepen since the last yes at hear.check. */
  readonly deepened: boolean
  readonly gates: Readonly<Record<Gate, boolean>>
  readonly counts: Readonly<Record<Gate, number>>
  readonly visited: readonly Step[]
  readonly resume: Step | null
  /** `since` in seconds; `back`: who has returned. */
  readonly pause: { readonly since: number; readonly minutes: number; readonly back: readonly Partner[] } | null
  readonly hold: boolean
  /** Days to keep the session after its last entry, as its partners agreed; 0: until they close it. */
  readonly keepDays: number
  /** What a partner last wished for it, where the two differ. */
  readonly wishes: Readonly<Partial<Record<Partner, number>>>
  readonly aside: { readonly fromLimit: boolean; readonly proposal: Proposal | null } | null
}

export const noGates: Context['gates'] = { heard: false, deepHeard: false, landed: false, reached: false }
export const noCounts: Context['counts'] = { heard: 0, deepHeard: 0, landed: 0, reached: 0 }

/** Without input too: for what a snapshot has beside its context, and for the idle actors the library makes. */
export const opening = (opened: Opened | undefined): Context => ({
  mode: opened?.mode ?? 'couple',
  setting: opened?.setting ?? 'apart',
  therapist: opened?.therapist ?? false,
  injured: null,
  round: 1,
  consented: false,
  marks: {},
  said: [],
  lastSpeaker: null,
  unmet: [],
  deepened: false,
  gates: noGates,
  counts: noCounts,
  visited: [],
  resume: null,
  pause: null,
  hold: false,
  keepDays: opened?.keepDays ?? 0,
  wishes: {},
  aside: null,
})

/** The one value an act chooses: its choice, or the consent kind of `allowed` and `withdrew`. */
export const choiceOf = (event: Event): string | undefined => {
  if (event.type === 'allowed' || event.type === 'withdrew') return event.kind
  return 'choice' in event ? event.choice : undefined
}
