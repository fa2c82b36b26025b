import { useEffect, useState } from 'react'
import type { LoadParts } from '../../parts/device.ts'
import type { Parts } from '../../session/parts.ts'
import { findRing, type TalkRow } from '../../session/held.ts'
import { later as text } from '../../text/measures.en.ts'
import { dueOf, FOLLOWING, readFollowing } from './following.ts'

/** Whether a kept talk that is still there has questions ready, as this device remembers it; the talk is not opened. */
export const isReady = async (
  parts: Parts,
  { session, seat }: Pick<TalkRow, 'session' | 'seat'>,
  now: number,
): Promise<boolean> => {
  const found = await findRing(parts, session, seat)
  const drafts = await found?.keyring.readDrafts(found.ring)
  const following = readFollowing(drafts?.[FOLLOWING])
  if (!following || (following.until !== undefined && now >= following.until)) return false
  return dueOf(following, now) !== undefined
}

/** One neutral line beside a talk kept on this device; nothing else ever calls for it. */
export const Ready = ({ talk, parts }: { talk: TalkRow; parts: LoadParts }) => {
  const [is, setIs] = useState(false)
  useEffect(() => {
    let isHere = true
    const look = async () => {
      const ready = await isReady(await parts(), talk, Date.now())
      if (isHere) setIs(ready)
    }
    look().catch(() => {})
    return () => {
      isHere = false
    }
  }, [talk, parts])
  return is ? <p className="small soft">{text.ready}</p> : null
}
