import { isBySeat } from '@haven/shared/acts.ts'
import { browserParts } from '../src/session/browser.ts'
import { memoryKeyring } from '../src/session/keyring.ts'
import type { Parts } from '../src/session/parts.ts'
import type { Scene, Session } from '../src/session/scene.ts'
import { type Next, until, walkOn } from '../walk/partner.ts'
import { nextDeed, type Row, type Table, tableOf } from '../walk/table.ts'
import { beginTalk, openHere } from '../walk/talk.ts'

/** A talk as long as was asked for; `first` and `last` are the seqs of the first and the last words spoken in it. */
export type LongTalk = { entries: number; first: number; last: number }

declare global {
  var tellLong: (entries: number, mark: string) => Promise<LongTalk>
}

/**
 * Two partners in this browser talk to the last page, over the real wire, and both allow that it is read again. The keys
 * of the first stay here, as on a device of their own; those of the second are gone. All that is spoken has the mark.
 */
globalThis.tellLong = async (entries, mark) => {
  const one = browserParts()
  const two: Parts = { ...one, keyrings: { own: memoryKeyring(), shared: memoryKeyring() } }
  const session = await beginTalk([{ parts: one }, { parts: two }], mark, true)
  const [first, second] = await Promise.all([openHere({ parts: one }, session), openHere({ parts: two }, session)])
  const table = longTable(mark)
  const next: Next = scene => tellingMore(scene, entries) ?? nextDeed(table, scene)
  await Promise.all([first, second].map(partner => walkOn(partner, { parts: one, drop: () => {} }, next)))
  for (let left = entries - first.get().told.length; left > 0; left -= 1) await note(first, mark)
  const { told } = await until(first, scene => scene.told.length === entries)
  for (const partner of [first, second]) partner.close()
  const spoken = told.flatMap(({ entry }) => (entry.act.type === 'spoke' ? [entry.seq] : []))
  return { entries: told.length, first: spoken[0]!, last: spoken.at(-1)! }
}

/** More than the longest talk has room for. */
const MANY = 1_000
/** From the answer that leads on to the last page, with a few notes. */
const REST = 65

/** The walk's talk, in which three pieces at a time are told and said back. */
const longTable = (mark: string): Table => {
  const short = tableOf(mark)
  const [partly, yes] = short['hear.check']!.injured!
  const [whole] = short['close.after']!.p1!
  return {
    ...short,
    'hear.voice': {
      injured: many([
        ...LENGTHS.map(length => spoke(mark, length)),
        { act: { type: 'finished' }, once: ({ view }) => view.met },
      ]),
      injuring: many([{ act: { type: 'stayed' } }]),
    },
    'hear.reflect': { injuring: many(LENGTHS.map(length => spoke(mark, length))) },
    'hear.check': { injured: [partly!, ...many([yes!])] },
    'close.after': { ...short['close.after'], p2: [whole!, ...short['close.after']!.p2!] },
  }
}

/** Letters in a piece: each in a size class of its own. */
const LENGTHS = [90, 620, 1_400]
const SENTENCE = 'It was late, and I sat on the floor of the corridor and did not know whom to call. '

const spoke = (mark: string, length: number): Row => ({
  act: { type: 'spoke', aloud: false },
  words: { text: `${mark} ${SENTENCE.repeat(Math.ceil(length / SENTENCE.length))}` },
})

const many = (rows: readonly Row[]): Row[] => Array.from({ length: MANY }, () => rows).flat()

/** Whoever was hurt has more to tell, until enough was told. */
const tellingMore = ({ snapshot, told, seat }: Scene, entries: number): ReturnType<Next> => {
  const isAsked = snapshot?.value === 'hear.check' && snapshot.context.injured === seat
  const hasAnswered = told.some(({ entry }) => isBySeat(entry) && entry.act.type === 'answered')
  return isAsked && hasAnswered && told.length < entries - REST ? { act: { type: 'chose', choice: 'more' } } : undefined
}

const note = async (session: Session, mark: string): Promise<void> => {
  await session.settled(await session.act({ type: 'remarked' }, { seq: 20, text: mark }))
}
