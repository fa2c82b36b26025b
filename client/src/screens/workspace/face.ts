import type { Partner } from '@haven/shared/steps.ts'
import { whisperOf } from '@haven/shared/channels.ts'
import { useRef, useSyncExternalStore } from 'react'
import type { Scene, Session } from '../../session/scene.ts'
import { titleOf } from '../../text/prompts.ts'
import { parts } from '../../text/talk.en.ts'
import { list } from '../../text/workspace.en.ts'
import { nameIn, stoppedBy, watchIn } from './room/desk-room.ts'
import { hereLine, roundLine, turnLine } from './standing.ts'

/** All a row of the list shows of a talk; two that are alike need no new drawing. */
export type Face = {
  /** Somebody is in the room. */
  isLive: boolean
  here: string
  place: string
  turn: string
  round: string
  whisper: string
  /** Seconds since 1970 when it came to this step; 0 while that is not known. */
  since: number
}

const BLANK: Face = { isLive: false, here: '', place: '', turn: '', round: '', whisper: '', since: 0 }

const faces = new WeakMap<Scene, Face>()

export const faceOf = (scene: Scene): Face => {
  const face = faces.get(scene) ?? drawn(scene)
  faces.set(scene, face)
  return face
}

const drawn = (scene: Scene): Face => {
  const watch = watchIn(scene)
  if (scene.trouble) return { ...BLANK, place: stoppedBy(scene.trouble.kind).title }
  if (!watch) return { ...BLANK, place: list.opening }
  const { chapter, step } = watch
  const isOver = step === 'done' || step === 'between'
  return {
    isLive: scene.present.some(seat => seat !== 'therapist'),
    here: isOver ? '' : hereLine(scene),
    place: isOver || !chapter ? '' : `${parts.chapters[chapter]} · ${titleOf(step)}`,
    turn: turnLine(scene, watch),
    round: roundLine(watch) ?? '',
    whisper: newWhispers(scene)
      .map(seat => list.whisper(nameIn(scene, seat)))
      .join(' · '),
    since: watch.since,
  }
}

const read = new WeakMap<Session, Map<Partner, number>>()

/** What was exchanged with a partner alone has been seen, so many entries of it. */
export const seeWhispers = (session: Session, seat: Partner, upTo: number): void => {
  const seen = read.get(session) ?? new Map<Partner, number>()
  read.set(session, seen.set(seat, upTo))
}

/** Partners whose last word to the therapist alone waits for an answer, or, with a session, has not been seen on this page. */
export const newWhispers = (scene: Scene, session?: Session): Partner[] =>
  (['p1', 'p2'] as const).filter(seat => {
    const thread = scene.threads[whisperOf(seat)] ?? []
    const last = thread.at(-1)
    const seen = (session && read.get(session)?.get(seat)) ?? 0
    return last?.entry.by === seat && last.state !== 'erased' && thread.length > seen
  })

/** The face of a session, the same object until something a row shows has changed. */
export const useFace = (session: Session): Face => {
  const last = useRef<{ scene: Scene; face: Face }>(undefined)
  return useSyncExternalStore(session.subscribe, () => {
    const scene = session.get()
    const before = last.current
    if (before?.scene === scene) return before.face
    const face = faceOf(scene)
    const kept = before && isSame(before.face, face) ? before.face : face
    last.current = { scene, face: kept }
    return kept
  })
}

const isSame = (one: Face, other: Face): boolean =>
  (Object.keys(one) as (keyof Face)[]).every(field => one[field] === other[field])
