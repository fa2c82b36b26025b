/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like session/ itself */
import type { Base, Entry } from '@haven/shared/acts.ts'
import { type Bytes, toText } from '../../seal/keys.ts'
import { link } from '../link.ts'
import type { Trouble } from '../scene.ts'
import { Story, type StoryParts } from '../story.ts'
import type { SealedLog } from './sealed-log.ts'

export type Reader = { story: Story; changes: (Entry | undefined)[]; troubles: Trouble[]; resumed: number[] }

/** One device's story of a sealed log, and what it said on the way. */
export const readerOf = (log: SealedLog, over: Partial<StoryParts> = {}): Reader => {
  const [changes, troubles, resumed]: [(Entry | undefined)[], Trouble[], number[]] = [[], [], []]
  const story = new Story({
    session: log.session,
    genesis: log.genesis,
    faith: { asked: { setting: 'apart', keepDays: 30 }, accepts: async () => true },
    keyOf: epoch => (epoch === 1 ? log.key : epoch < 1 ? 'missing' : 'unknown'),
    resume: seq => void resumed.push(seq),
    changed: entry => void changes.push(entry),
    stopped: trouble => void troubles.push(trouble),
    breathe: () => Promise.resolve(),
    ...over,
  })
  return { story, changes, troubles, resumed }
}

export const headAt = ({ hashes }: Pick<SealedLog, 'hashes'>, seq: number): Base => ({
  seq,
  hash: toText(hashes[seq]!),
})

/** The hashes a server would compute for a log it made up: in itself it always fits. */
export const hashesOf = async (genesis: Bytes, entries: readonly Entry[]): Promise<Bytes[]> => {
  const hashes = [genesis]
  for (const entry of entries) hashes.push(await link(hashes.at(-1)!, entry))
  return hashes
}
