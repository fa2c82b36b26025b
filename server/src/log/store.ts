import type { AccessBook } from './access-book.ts'
import type { Elsewhere } from './elsewhere.ts'
import type { EventLog } from './event-log.ts'
import type { ShareBox } from './share-box.ts'
import type { Vaults } from './vaults.ts'

/** Everything that outlives the process; `elsewhere` where other machines may write to it too. */
export type Store = { log: EventLog; access: AccessBook; shares: ShareBox; vaults: Vaults; elsewhere?: Elsewhere }
