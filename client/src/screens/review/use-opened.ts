import type { Entry } from '@haven/shared/acts.ts'
import { useEffect, useState } from 'react'
import type { DeskRoom } from '../workspace/room/desk-room.ts'
import { settle } from '../measures/keeping.ts'
import { scopeOf } from './look.ts'

export type Opened = {
  /** `nothing`: there is no more to read here than one’s own words, so there is nothing to tell. */
  readonly state: 'nothing' | 'telling' | 'failed' | 'told'
  again(): void
}

/**
 * The two read of each opening of what was said, before it opens (decision 010). It is one opening for as long as the
 * page stands, through whatever happens in the room or to the line; closed by one of the two and opened again it is another.
 */
export const useOpened = (room: DeskRoom | undefined, isAsked = true): Opened => {
  const isOpen = isAsked && room !== undefined && isOpenFor(room)
  const [state, setState] = useState<Exclude<Opened['state'], 'nothing'>>('telling')
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (!isOpen) return undefined
    let isHere = true
    const end = (next: typeof state) => () => isHere && setState(next)
    telling(room).then(end('told'), end('failed'))
    return () => {
      isHere = false
      setState('telling')
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, whatever changes in the room meanwhile
  }, [isOpen, tries])
  return { state: isOpen ? state : 'nothing', again: () => setTries(tries + 1) }
}

const isOpenFor = ({ scene, entries, may }: DeskRoom): boolean =>
  scene.snapshot !== undefined && may('reviewed') && scopeOf(entries, scene.snapshot) === 'whole'

/** A reload, or a way round by the list, is no other opening: the workspace is locked by the one and leads to the other. */
const SAME_MS = 5 * 60_000

const going = new WeakMap<DeskRoom['session'], Promise<void>>()

/** Resolves once it is stored that it was opened. Rejects where it was refused. */
const telling = ({ session }: DeskRoom): Promise<void> => {
  const { told, pending } = session.get()
  const last = told.findLast(({ entry: { act } }) => act.type === 'reviewed' || isOpening(act))
  if (last?.entry.act.type === 'reviewed' && Math.abs(Date.now() - last.entry.at * 1000) < SAME_MS)
    return Promise.resolve()
  const known = going.get(session)
  if (known) return known
  const waiting = pending.find(({ act }) => act.type === 'reviewed')
  const said = tell(session, waiting?.mid).finally(() => going.delete(session))
  going.set(session, said)
  return said
}

/** From here on it is another opening: one of the two has allowed it, anew where it was closed. */
const isOpening = (act: Entry['act']): boolean => act.type === 'allowed' && act.kind === 'review'

const tell = async (session: DeskRoom['session'], mid: string | undefined): Promise<void> =>
  settle(session, mid ?? (await session.act({ type: 'reviewed' })))
