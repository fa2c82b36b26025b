import type { Seat } from '@haven/shared/steps.ts'
import type { Device, Invite } from './records.ts'
import { type Blob, bytesOf, textOf, type Word, wordOf } from './sqlite-rows.ts'

export type DeviceRow = { id: Blob; seat: Word; agree_pub: Blob; sign_pub: Blob; since: number; removed: number | null }
export type InviteRow = {
  seat: Word
  claim_hash: Blob
  capsule: Blob | null
  by_device: Blob
  expires: number
  claimed_at: number | null
  claimed_by: Blob | null
  tried_again: number
}

export const deviceOf = (row: DeviceRow): Device => ({
  id: textOf(row.id),
  seat: wordOf(row.seat) as Seat,
  agreePub: bytesOf(row.agree_pub),
  signPub: bytesOf(row.sign_pub),
  since: row.since,
  ...(row.removed !== null && { removed: true }),
})

export const inviteOf = (row: InviteRow): Invite => ({
  seat: wordOf(row.seat) as Seat,
  claimHash: bytesOf(row.claim_hash),
  capsule: row.capsule && bytesOf(row.capsule),
  byDevice: textOf(row.by_device),
  expires: row.expires,
  claimedAt: row.claimed_at,
  claimedBy: row.claimed_by && textOf(row.claimed_by),
  triedAgain: row.tried_again,
})
