import '../../style/workspace.css'
import { useCallback, useEffect, useState } from 'react'
import { canLock, loadParts, type LoadParts } from '../../parts/device.ts'
import { takeCarried } from '../../parts/carried.ts'
import { useLeaving } from '../../parts/leave.tsx'
import { closeSheet } from '../../parts/sheet.ts'
import { createWorkspace, openWorkspace, type WhyLocked } from '../../vault/workspace.ts'
import { Desk } from './desk.tsx'
import { Entrance } from './entrance.tsx'
import { createRooms, openAs, type Rooms, seatParts } from './rooms.ts'
import { Unsafe } from './unsafe.tsx'
import type { Unlocked, Vault } from './unlocked.ts'

type Props = {
  /** A therapist’s link; without it the one that was carried here. */
  invite?: string | undefined
  parts?: LoadParts
  vault?: Vault
}

const VAULT: Vault = { create: createWorkspace, open: openWorkspace }

/** The third seat’s own place: a door, and behind it all talks it sits in on. A reload locks it. */
export const WorkspacePage = ({ invite: link, parts = loadParts, vault = VAULT }: Props) => {
  const [brought] = useState(() => link ?? takeCarried())
  const invite = brought?.includes('.therapist.') ? brought : undefined
  const [open, setOpen] = useState<Unlocked & { rooms: Rooms }>()
  const [why, setWhy] = useState<WhyLocked>()
  const workspace = open?.workspace
  const enter = (unlocked: Unlocked) => {
    const { workspace: opened, parts: here } = unlocked
    const rooms = createRooms({ workspace: opened, clock: here.clock, open: openAs(seatParts(here, opened)) })
    opened.onLock(reason => {
      rooms.close()
      closeSheet()
      setWhy(reason)
      setOpen(undefined)
    })
    setOpen({ ...unlocked, rooms })
  }
  useEffect(() => () => workspace?.lock(), [workspace])
  const lock = useCallback(() => workspace?.lock(), [workspace])
  useLeaving(lock)
  if (!canLock()) return <Unsafe />
  if (!open) return <Entrance parts={parts} vault={vault} why={why} isInvited={invite !== undefined} onOpen={enter} />
  return <Desk {...open} invite={invite} onWays={ways => setOpen({ ...open, ways })} />
}
