import { isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import { viewOf } from '@haven/shared/view.ts'
import { isPartner } from '@haven/shared/steps.ts'
import { useMemo, useSyncExternalStore } from 'react'
import type { PartnerScene, Scene, Session } from '../session/scene.ts'
import { type Fill, fill, targets, untilOf } from '../text/prompts.ts'
import { plainName } from '../text/plain-name.ts'
import type { Room } from './room.ts'

/** The session as a screen reads it, anew whenever something changed. */
export const useScene = (session: Session): Scene => useSyncExternalStore(session.subscribe, session.get)

/** `undefined` until the history stands verified. */
export const useRoom = (session: Session): Room | undefined => {
  const scene = useScene(session)
  return useMemo(() => roomOf(session, scene), [session, scene])
}

/** The room a scene shows to a partner; `undefined` while there is none yet. */
export const roomOf = (session: Session, scene: Scene): Room | undefined => {
  const { snapshot, opened, told, seat, names } = scene
  if (scene.phase === 'opening' || !snapshot || !opened || !isPartner(seat)) return undefined
  const entries = told.map(one => one.entry)
  const view = viewOf(snapshot, entries, seat)
  const known: Fill = {
    ...(names.partner ? { partner: plainName(names.partner) } : {}),
    ...(names.therapist ? { therapist: plainName(names.therapist) } : {}),
    until: untilOf(snapshot.context.keepDays),
    ...(view.proposal ? { target: targets[view.proposal.target] } : {}),
  }
  return {
    session,
    scene: scene as PartnerScene,
    view,
    setting: opened.setting,
    partner: fill('{partner}', known),
    fill: known,
    words: entry => toldOf(scene, entry)?.words,
    press: async (act, words) => {
      await session.act(act, words)
    },
  }
}

/** The entry as this copy could open it. */
export const toldOf = (scene: Scene, entry: SeatEntry): Scene['told'][number] | undefined => scene.told[entry.seq - 1]

/** Who did the newest act of a person in the room. */
export const lastByOf = ({ told }: Scene) => {
  const last = told.findLast(one => isBySeat(one.entry))
  return last?.entry.by
}
