import type { Partner } from '@haven/shared/steps.ts'
import type { Parts } from '../session/parts.ts'

/** Loaded with the first press that needs it, so that the landing page stays small. */
export const loadParts = async (): Promise<Parts> => (await import('../session/browser.ts')).browserParts()

export type LoadParts = typeof loadParts

/** A seat of a talk that this device holds. `begin`: press Begin as soon as it is open. */
export type Place = { session: string; seat?: Partner; begin?: boolean }

/** WebCrypto is there on https and on this computer alone. */
export const canLock = (): boolean => globalThis.crypto?.subtle !== undefined

/** An address that no other device can open. */
export const isLoopback = (host: string): boolean => /^(localhost|.+\.localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host)
