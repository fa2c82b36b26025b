import type { Act, ActType, Entry, SeatEntry } from '@haven/shared/acts.ts'
import { isPartner, otherOf, type Partner, type Seat } from '@haven/shared/steps.ts'
import { type Watch, watchOf } from '@haven/shared/watch.ts'
import { useMemo } from 'react'
import { plainName } from '../../../text/plain-name.ts'
import { useScene } from '../../../parts/use-room.ts'
import type { Scene, Session, Told, Trouble, Words } from '../../../session/scene.ts'
import { type Fill, untilOf } from '../../../text/prompts.ts'
import { troubles } from '../../../text/talk.en.ts'
import { room as roomText, workspace as text } from '../../../text/workspace.en.ts'

/** What the screens of the third seat need of one talk. */
export type DeskRoom = {
  session: Session
  scene: Scene
  watch: Watch
  entries: readonly Entry[]
  /** How somebody is called here. */
  name(seat: Seat): string
  may(type: ActType, choice?: string): boolean
  /** Sealed and on its way. Resolves once it is in the outbox. */
  press(act: Act, words?: Words): Promise<void>
}

export const nameIn = ({ names }: Scene, seat: Seat): string => {
  if (seat === 'therapist') return plainName(names.own) || text.you
  return plainName(names[seat] ?? '') || (seat === 'p1' ? text.first : text.second)
}

const watched = new WeakMap<Scene, Watch>()

/** Asked once of each scene. `undefined` while there is nothing verified to look at. */
export const watchIn = (scene: Scene): Watch | undefined => {
  const { snapshot, told, phase } = scene
  if (phase === 'opening' || !snapshot) return undefined
  const known = watched.get(scene)
  if (known) return known
  const watch = watchOf(
    snapshot,
    told.map(({ entry }) => entry),
  )
  watched.set(scene, watch)
  return watch
}

export const deskRoomOf = (session: Session, scene: Scene): DeskRoom | undefined => {
  const watch = watchIn(scene)
  if (!watch) return undefined
  return {
    session,
    scene,
    watch,
    entries: scene.told.map(({ entry }) => entry),
    name: seat => nameIn(scene, seat),
    may: (type, choice) => {
      const choices = watch.presses.get(type)
      return choices !== undefined && (choice === undefined || choices.includes(choice))
    },
    press: async (act, words) => {
      await session.act(act, words)
    },
  }
}

export const useDeskRoom = (session: Session): DeskRoom | undefined => {
  const scene = useScene(session)
  return useMemo(() => deskRoomOf(session, scene), [session, scene])
}

export const toldAt = ({ scene }: DeskRoom, entry: SeatEntry): Told | undefined => scene.told[entry.seq - 1]

/** The braces of a prompt as `seat` reads them. */
export const fillFor = (room: DeskRoom, seat: Partner): Fill => ({
  partner: room.name(otherOf(seat)),
  therapist: room.name('therapist'),
  ...(room.scene.snapshot ? { until: untilOf(room.scene.snapshot.context.keepDays) } : {}),
})

/** Who was hurt in this round, once that is known. */
export const hurtIn = ({ watch }: DeskRoom): Partner | undefined =>
  isPartner(watch.injured ?? undefined) ? (watch.injured ?? undefined) : undefined

type TroubleWords = { title: string; text: string; safe: string }

/** Why a talk stands still here, in words. */
export const stoppedBy = (kind: Trouble['kind']): TroubleWords =>
  kind === 'removed' ? { ...roomText.removed, safe: '' } : troubles[kind]
