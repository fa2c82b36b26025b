import type { LoadParts } from '../../parts/device.ts'
import type { Parts } from '../../session/parts.ts'
import type { createWorkspace, openWorkspace, VaultContent, Workspace } from '../../vault/workspace.ts'
import type { Rooms } from './rooms.ts'

/** Ways into a vault. */
export type Vault = { create: typeof createWorkspace; open: typeof openWorkspace }

/** What opened the workspace, as far as it was seen since; gone with the lock. */
export type Ways = { phrase?: string; code?: string }

export type Unlocked = { workspace: Workspace; parts: Parts; ways: Ways }

/** What every page before the door needs. */
export type EntranceProps = { parts: LoadParts; vault: Vault; onOpen(unlocked: Unlocked): void }

export type View =
  | { kind: 'list' }
  | { kind: 'new'; of: 'supervised' | 'practice' }
  | { kind: 'links'; session: string }
  | { kind: 'add'; href?: string }
  | { kind: 'room'; session: string }
  | { kind: 'review'; session: string; from: 'list' | 'room' }
  | { kind: 'own' }

/** What every page behind the door needs. */
export type DeskTools = Unlocked & { content: VaultContent; rooms: Rooms; go(view: View): void }
