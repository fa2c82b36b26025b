/** What a door asks for: the hash of what opens it. */
export type VaultDoor = { id: string; authHash: Uint8Array }
export type Vault = { version: number; blob: Uint8Array }

/** `unknown`: no such door, or not what opens it; nobody can tell which. A number: the version that is kept instead. */
export type VaultPutOutcome = 'stored' | 'unknown' | { older: number }

/**
 * Sealed blobs, each behind one or more doors. Every door is tried in the same way whether it is there or not. One
 * commit or nothing: two who put the same version at once never both succeed.
 */
export interface Vaults {
  /** Version 1 makes a vault, `door` being one of `doors`, none of which is there yet; a later one follows the kept. */
  put(door: VaultDoor, vault: Vault, doors: readonly VaultDoor[]): Promise<VaultPutOutcome>
  open(door: VaultDoor): Promise<Vault | undefined>
  /** Blob and doors are gone. False if the door did not open. */
  forget(door: VaultDoor): Promise<boolean>
}
