import { isBySeat } from '@haven/shared/acts.ts'
import type { Scene } from '../../session/scene.ts'

/** The order and kinds of what was verified, and where and why it stopped. Without words, names, devices or times. */
export const reportOf = ({ told, trouble, mode }: Pick<Scene, 'told' | 'trouble' | 'mode'>): string =>
  JSON.stringify(
    {
      haven: 'report/1',
      mode,
      reason: trouble?.kind === 'story' ? trouble.why : (trouble?.kind ?? ''),
      verified: told.at(-1)?.entry.seq ?? 0,
      entries: told.map(({ entry, state }) => ({
        seq: entry.seq,
        kind: entry.act.type,
        ...(isBySeat(entry) ? { step: entry.step } : {}),
        state,
      })),
    },
    null,
    1,
  )
