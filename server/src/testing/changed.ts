import type { EventLog } from '../log/event-log.ts'

/** The same log but for what is given. */
export const changed = (log: EventLog, parts: Partial<EventLog>): EventLog => ({
  append: batch => log.append(batch),
  read: (at, after, limit) => log.read(at, after, limit),
  load: (...at) => log.load(...at),
  stands: session => log.stands(session),
  check: () => log.check(),
  tidy: () => log.tidy(),
  close: () => log.close(),
  ...parts,
})
