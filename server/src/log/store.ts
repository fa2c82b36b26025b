import type { AccessBook } from './access-book.ts'
import type { EventLog } from './event-log.ts'
import type { ShareBox } from './share-box.ts'
import type { Vaults } from './vaults.ts'

/** Everything that outlives the process. */
export type Store = { log: EventLog; access: AccessBook; shares: ShareBox; vaults: Vaults }
