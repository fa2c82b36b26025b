import { useEffect, useState } from 'react'
import type { Room } from '../../parts/room.ts'
import { keptUntil } from '../../session/retention.ts'
import { answersOf } from './answers.ts'
import { dueOf, endOf, type Following, FOLLOWING, readFollowing } from './following.ts'
import type { Later } from './items.ts'

export type Follow = {
  /** What may be asked now, by this device's clock when the page was opened. */
  due: Later | undefined
  /** It is being answered on this device: it stays here until it is let go. */
  begin(when: Later): void
  /** It is not asked again on this device, whether it was answered or not. */
  letGo(when: Later): void
}

/**
 * Remembers on this device when the talk ended, so that the first page can say what is ready. What was answered on any
 * device is not asked again on another.
 */
export const useFollowing = (room: Room): Follow => {
  const [now] = useState(Date.now)
  const [following, setFollowing] = useState<Following>()
  const { draft } = room.session
  const from = endOf(room)
  const [until] = useState(() => goneAt(room))
  useEffect(() => {
    let isHere = true
    const read = async () => {
      const kept = readFollowing(await draft.read(FOLLOWING))
      if (from === undefined || !isHere) return
      const next: Following = { past: [], ...kept, from, until }
      setFollowing(next)
      if (kept?.from !== from || kept.until !== until) await draft.write(FOLLOWING, JSON.stringify(next))
    }
    // Where nothing can be remembered it is asked on this page alone.
    read().catch(() => {})
    return () => {
      isHere = false
    }
  }, [draft, from, until])
  const remember = (change: (following: Following) => Partial<Following>) => {
    if (!following) return
    const next = { ...following, ...change(following) }
    setFollowing(next)
    void draft.write(FOLLOWING, JSON.stringify(next)).catch(() => {})
  }
  const begin = (begun: Later) => remember(() => ({ begun }))
  const letGo = (when: Later) => remember(({ past }) => ({ past: [...past, when] }))
  const due = following && dueOf(following, now)
  const isAnswered = due !== undefined && due !== following?.begun && answersOf(room).some(({ when }) => when === due)
  useEffect(() => {
    if (isAnswered) letGo(due)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each that was answered elsewhere
  }, [isAnswered, due])
  return { due: isAnswered ? undefined : due, begin, letGo }
}

const goneAt = ({ scene }: Room): number | undefined => {
  const until = keptUntil(scene)
  return until === undefined ? undefined : until * 1000
}
