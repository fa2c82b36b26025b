import type { AccessBook } from './access-book.ts'
import type { EventLog } from './event-log.ts'
import type { ShareBox } from './share-box.ts'

/** Everything that outlives the process. */
export type Store = { log: EventLog; access: AccessBook; shares: ShareBox }
