import table from '../../machine/transitions.json'
import { isPartner, otherOf } from '../../steps.ts'
import { chosenBy, type Deed, GATE_AT, isOf, isWorkStep, type Ref } from './state.ts'

const other = ({ marks }: Ref, { by }: Deed) => (isPartner(by) ? marks[otherOf(by)] : undefined)

const pairIn = (ref: Ref, deed: Deed, pairs: string) => {
  const [one, two] = [other(ref, deed), chosenBy(deed)]
  return pairs.split(', ').some(pair => pair === `${one}+${two}` || pair === `${two}+${one}`)
}

const spokenHere = (ref: Ref) => ref.here.filter(({ type }) => type === 'spoke')
const lastBy = ({ here }: Ref, type: string, fits: (by: string) => boolean) =>
  here.findLastIndex(piece => piece.type === type && fits(piece.by))
const orderOf = (step: string | undefined) => table.states.indexOf(step ?? '')
const quoted = (guard: 'rolesFit' | 'rolesBoth') => table.guards[guard].replace(/^.*: /, '')

/** The guards of the table by name, each after its description there. */
export const GUARDS: Readonly<Record<string, (ref: Ref, deed: Deed) => boolean>> = {
  inviterOfDevice: () => true,
  otherDeviceOfOwnSeat: () => true,
  otherMarked: (ref, deed) =>
    ref.pause && isPartner(deed.by) ? ref.pause.back.includes(otherOf(deed.by)) : other(ref, deed) !== undefined,
  allOthersMarked: ({ marks, opened }, { by }) =>
    ['p1', 'p2', 'therapist'].every(
      seat => seat === by || Object.keys(marks).includes(seat) || (seat === 'therapist' && !opened.therapist),
    ),
  kindsGiven: ({ opened }, deed) =>
    deed.type === 'agreed' &&
    Boolean(deed.wording) &&
    (opened.therapist ? ['use', 'keep', 'therapist'] : ['use', 'keep']).every(kind =>
      new RegExp(`(^| )${kind}( |$)`).test(deed.kinds ?? ''),
    ),
  resuming: ({ resume }) => resume !== null,
  rolesFit: (ref, deed) => pairIn(ref, deed, quoted('rolesFit')),
  rolesBoth: (ref, deed) => pairIn(ref, deed, quoted('rolesBoth')),
  rolesNobody: (ref, deed) => pairIn(ref, deed, 'noHurt+noHurt'),
  orderFits: (ref, deed) => pairIn(ref, deed, 'me+partner'),
  saidSome: ref => spokenHere(ref).length > 0,
  saidNone: ({ trail }) => !trail.slice(trail.lastIndexOf('heard') + 1).includes('hear.deepen'),
  bothSpoke: ref => new Set(spokenHere(ref).map(({ by }) => by)).size === 2,
  sameChoice: (ref, deed) => other(ref, deed) === chosenBy(deed),
  thirdNotYes: ({ counts, step }) => (counts[GATE_AT[step]!] ?? 0) + 1 === 3,
  notLastSpeaker: (ref, { by }) => spokenHere(ref).at(-1)?.by !== by,
  bothNow: ({ marks }, deed) =>
    Object.values({ ...marks, ...(isPartner(deed.by) && { [deed.by]: chosenBy(deed) }) }).join() === 'now,now',
  therapistSeated: ({ opened }) => opened.therapist,
  firstRound: ({ round }) => round === 1,
  targetVisited: ({ visited }, deed) => visited.includes(chosenBy(deed)!),
  targetNotLater: ({ step }, deed) => orderOf(chosenBy(deed)) <= orderOf(step),
  proposedByOther: ({ aside }, { by }) => (aside?.proposal ? aside.proposal.by !== by : false),
  proposedBySelf: ({ aside }, { by }) => (aside?.proposal ? aside.proposal.by === by : false),
  fromLimit: ({ aside }) => aside!.fromLimit,
  notFromLimit: ({ aside }) => !aside!.fromLimit,
  gateGiven: ({ gates }, deed) => gates.includes(chosenBy(deed)!),
  spokenSinceStayed: (ref, { by }) =>
    lastBy(ref, 'spoke', seat => seat !== by) > lastBy(ref, 'stayed', seat => seat === by),
  stepIsArrive: ({ step }) => isOf(step, 'arrive'),
  stepIsWork: ({ step }) => isWorkStep(step),
  stepIsArriveOrWork: ({ step }) => isOf(step, 'arrive') || isWorkStep(step),
  stepIsClose: ({ step }) => isOf(step, 'close'),
  longPause: ({ pause }, { at }) => at > pause!.since + 24 * 60 * 60,
  notHeld: ({ hold }) => !hold,
  notPaused: ({ pause }) => !pause,
  pastConsent: ({ consented }) => consented,
  ownEntries: (_, { own }) => own === true,
}
