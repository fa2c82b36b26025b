import type { Gate, Partner, Step } from '@haven/shared/steps.ts'
import { chapterOf, checkOf, GATES, isArrive } from '@haven/shared/steps.ts'
import type { Watch } from '@haven/shared/watch.ts'
import type { Scene } from '../../session/scene.ts'
import { targets } from '../../text/prompts.ts'
import { parts } from '../../text/talk.en.ts'
import { list, standing as text } from '../../text/workspace.en.ts'
import { nameIn } from './room/desk-room.ts'

const PARTNERS: readonly Partner[] = ['p1', 'p2']
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })

/** A time of day, from seconds. */
export const timeOf = (seconds: number): string => clock.format(seconds * 1000)

/** Who of the two is in the room now. */
export const hereLine = (scene: Scene): string => {
  const [one, other] = PARTNERS.filter(seat => scene.present.includes(seat)).map(seat => nameIn(scene, seat))
  if (one && other) return list.hereTwo(one, other)
  return one ? list.hereOne(one) : list.hereNone
}

/** How things stand, as one line: an overlay before a turn, and what waits for the therapist before all else. */
export const turnLine = (scene: Scene, watch: Watch): string =>
  waitsForMe(watch) ?? overlayLine(scene, watch) ?? stepLine(scene, watch)

/** What nobody but the third seat can answer. */
const waitsForMe = ({ step, marked, presses }: Watch): string | undefined => {
  if (!PARTNERS.every(seat => marked.includes(seat)) || marked.includes('therapist')) return undefined
  if (step === 'arrive.consent') return text.consent
  return step === 'weave.next' && presses.has('agreed') ? text.next : undefined
}

const overlayLine = (scene: Scene, { overlay, pause, proposal, held }: Watch): string | undefined => {
  if (overlay === 'over.pause') return pause ? text.pausedUntil(timeOf(pause.until)) : text.paused
  if (overlay === 'over.hold' || held) return text.held
  if (overlay !== 'over.stepBack') return undefined
  return proposal ? text.proposed(nameIn(scene, proposal.by), targets[proposal.target]) : text.stepBack
}

const stepLine = (scene: Scene, watch: Watch): string => {
  const open = isArrive(watch.step) ? awaited(scene) : []
  if (open.length > 0) return open.length === 2 ? text.links : text.linkOf(nameIn(scene, open[0]!))
  const line = QUIET[watch.step]
  if (line) return line
  const [one, other] = watch.turn.map(seat => nameIn(scene, seat))
  if (one && other) return text.both
  return one ? text.turn(one) : text.bothIn
}

const QUIET: Partial<Record<Step, string>> = { between: text.between, done: text.done, 'arrive.safety': text.safety }

/** Partners who are not in yet: their link has not been used, whoever gave it to them. */
const awaited = (scene: Scene): Partner[] => {
  const joined = scene.told.flatMap(({ entry: { act } }) => (act.type === 'joined' ? [act.seat] : []))
  const links = openLinks(scene)
  return PARTNERS.filter(seat => links.includes(seat) || (joined.length > 0 && !joined.includes(seat)))
}

/** Partners whose link has not been used. */
export const openLinks = ({ invites }: Scene): Partner[] =>
  PARTNERS.filter(seat => invites[seat] && invites[seat].state !== 'claimed')

/** The round this chapter is in, where it is not the first. */
export const roundLine = ({ step, loops }: Watch): string | undefined => {
  const chapter = chapterOf(step)
  const counts = GATES.filter(gate => chapterOf(checkOf(gate)) === chapter).map((gate: Gate) => loops[gate])
  const round = 1 + Math.max(0, ...counts)
  return chapter && round > 1 ? text.round(round, parts.chapters[chapter]) : undefined
}

/** Whole minutes since a time in seconds; a clock that is ahead counts as none. */
export const minutesSince = (seconds: number, nowMs: number): number =>
  Math.max(0, Math.floor((nowMs / 1000 - seconds) / 60))
