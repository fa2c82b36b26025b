/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like session/ itself */
import type { AnyEntry, Base, Entry } from '@haven/shared/acts.ts'
import { type Bytes, toText } from '../../seal/keys.ts'
import { link } from '../link.ts'
import type { KeyOf } from '../opening.ts'
import type { Asked } from '../ring.ts'
import type { Trouble } from '../scene.ts'
import { Story, type StoryParts } from '../story.ts'
import { type Faith, roomBook } from '../verify.ts'
import type { SealedLog } from './sealed-log.ts'

export type Reader = { story: Story<Entry>; changes: (Entry | undefined)[]; troubles: Trouble[]; resumed: number[] }

export const ASKED: Asked = { mode: 'couple', setting: 'apart', keepDays: 30, therapist: false }
const FAITH: Faith = { asked: ASKED, accepts: async () => true }

type Over = Partial<Omit<StoryParts<Entry>, 'book' | 'where'>> & { faith?: Faith; keyOf?: KeyOf }

/** One device's story of a sealed log, and what it said on the way. */
export const readerOf = (
  log: SealedLog,
  { faith = FAITH, keyOf = keyOfFirst(log.key), ...over }: Over = {},
): Reader => {
  const [changes, troubles, resumed]: [(Entry | undefined)[], Trouble[], number[]] = [[], [], []]
  const story = new Story<Entry>({
    book: roomBook(log.genesis, faith),
    where: { session: log.session, channel: 'room', keyOf },
    resume: seq => void resumed.push(seq),
    changed: entry => void changes.push(entry),
    stopped: trouble => void troubles.push(trouble),
    breathe: () => Promise.resolve(),
    ...over,
  })
  return { story, changes, troubles, resumed }
}

/** The key of epoch 1, as a device has it that was there from the first. */
export const keyOfFirst =
  (key: CryptoKey): KeyOf =>
  epoch =>
    epoch === 1 ? key : epoch < 1 ? 'missing' : 'unknown'

export const headAt = ({ hashes }: { hashes: readonly Bytes[] }, seq: number): Base => ({
  seq,
  hash: toText(hashes[seq]!),
})

/** The hashes a server would compute for a log it made up: in itself it always fits. */
export const hashesOf = async (genesis: Bytes, entries: readonly AnyEntry[]): Promise<Bytes[]> => {
  const hashes = [genesis]
  for (const entry of entries) hashes.push(await link(hashes.at(-1)!, entry))
  return hashes
}
