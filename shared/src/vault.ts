import * as z from 'zod/mini'
import { Hash, Id } from './acts.ts'

/** The only home of the vault's sizes and rates. Sizes in letters of base64url, times in milliseconds. */
export const VAULT_LIMITS = {
  blob: 524_288,
  /** A blob of the full size with everything around it, in bytes. */
  body: 526_336,
  doors: 4,
  /** Of one address, and of one door whoever knocks. */
  failed: { burst: 10, perSecond: 10 / 3600 },
  /** The global breaker: failed tries from everywhere together. */
  allFailed: { burst: 1_000, perSecond: 1_000 / 600 },
  creations: { burst: 5, perSecond: 5 / 3600 },
  /** Of one address, before anything of it is read. */
  writes: { burst: 120, perSecond: 1 },
} as const

/** Which door, and what opens it. */
const knock = { id: Id, auth: Hash }

/** PUT /api/vault. The first one has version 1 and its own door among the doors. */
export const VaultPut = z.strictObject({
  ...knock,
  version: z.int().check(z.minimum(1)),
  blob: z.string().check(z.minLength(1), z.regex(/^[\w-]*$/)),
  /** `authHash`: SHA-256 of what opens the door. */
  doors: z.array(z.strictObject({ id: Id, authHash: Hash })).check(z.minLength(1), z.maxLength(VAULT_LIMITS.doors)),
})
export type VaultPut = z.infer<typeof VaultPut>

/** POST /api/vault/open and /api/vault/forget */
export const VaultKnock = z.strictObject(knock)
export type VaultKnock = z.infer<typeof VaultKnock>

/** What the vault holds, as the one who opens it gets it. */
export const VaultOpened = z.strictObject({
  version: z.int().check(z.minimum(1)),
  blob: z.string().check(z.regex(/^[\w-]*$/)),
})
export type VaultOpened = z.infer<typeof VaultOpened>
