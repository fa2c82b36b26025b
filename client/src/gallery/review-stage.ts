import { privateOf } from '@haven/shared/channels.ts'
import { otherOf, type Partner } from '@haven/shared/steps.ts'
import { later } from '@haven/shared/testing/room.ts'
import { keptForm } from '../parts/kept-form.ts'
import { sharedForm } from '../screens/review/notes.ts'
import type { Session } from '../session/scene.ts'
import { seated, SUPERVISED } from './seated.ts'
import { type Moment, momentsAt, momentsOf, stage } from './stage.ts'
import { type Done, TOLD } from './told.en.ts'

const paused: Done[] = [
  ['p2', { type: 'paused', minutes: 20 }],
  ['p1', { type: 'returned' }],
  ['p2', { type: 'returned' }],
]
const IN_VOICE = 36

/** The made-up talk with a pause in it, and notes of both beside it. */
export const lookedBack = async (kind: string, seat: Partner): Promise<Session> => {
  const told = kind === 'between' ? TOLD : [...TOLD.slice(0, IN_VOICE), ...paused, ...TOLD.slice(IN_VOICE)]
  const moments = momentsOf(told)
  const last = kind === 'between' ? momentsAt('hear.check', moments)[0]! : moments.at(-1)!
  if (kind === 'short') return stage(spread(momentsAt('map.cycle', moments)[0]!))[seat]
  const seats = stage(spread(last))
  const own = seats[seat]
  const said = own.get().told.filter(({ entry }) => entry.act.type === 'spoke')
  const seq = said[4]!.entry.seq
  await own.act(
    { type: 'kept' },
    keptForm({ seq, from: 0, to: 10 }, 'This is the line I want to keep.'),
    privateOf(seat),
  )
  await own.act(
    { type: 'kept' },
    keptForm({ seq: said[5]!.entry.seq, from: 0, to: 0 }, 'It was good that nobody spoke.'),
    privateOf(seat),
  )
  const other = seats[otherOf(seat)]
  await other.act({ type: 'remarked' }, sharedForm({ seq, from: 27, to: 33 }, 'I heard this for the first time today.'))
  if (kind === 'unverified') await own.draft.write('hear.voice:text', 'I sat on the floor and')
  if (kind === 'own') return own
  for (const one of [own, other])
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as they happen
    if (kind !== 'between') await one.act({ type: 'allowed', kind: 'review' })
  return own
}

/** Some silences, as talks have them. */
const spread = ({ log, said }: Moment): Moment => {
  let more = 0
  const entries = log.entries.map((entry, index) => {
    more += index % 9 === 8 ? 13 * 60 : 0
    more += index === 48 ? 3 * 86_400 : 0
    return { ...entry, at: entry.at + more }
  })
  return { log: { ...later(log, more), entries }, said }
}

/** So many entries in one talk: one says a piece, the other is there. */
export const longTalk = (many: number): Record<Partner, Session> => {
  const [start] = momentsAt('hear.voice')
  const pieces = Math.floor((many - start!.log.entries.length) / 2)
  const more = Array.from({ length: pieces }, (_, index): Done[] => [
    [
      'p1',
      { type: 'spoke', aloud: false },
      { text: `Piece ${index}. I rang you at two, and nobody came. I sat on the floor.` },
    ],
    ['p2', { type: 'stayed' }],
  ]).flat()
  return stage(grown(start!, more))
}

const grown = (moment: Moment, done: readonly Done[]): Moment => {
  const said = new Map(moment.said)
  const entries = [...moment.log.entries]
  let { snapshot, now } = moment.log
  for (const [by, act, words] of done) {
    now += 20
    const seq = entries.length + 1
    const last = entries.findLast(entry => entry.by === by)!
    entries.push({ ...last, seq, at: now, by, act, step: 'hear.voice', mid: `${seq}` } as (typeof entries)[number])
    if (words) said.set(seq, words)
  }
  return { log: { entries, snapshot, now }, said }
}

/** The therapist’s seat of a talk that is done and open to be read, with notes and marks of theirs. */
export const heldBack = async (kind: string): Promise<Session> => {
  const seats = stage(spread(momentsOf(seated(), SUPERVISED).at(-1)!))
  const seq = seats.p1.get().told.filter(({ entry }) => entry.act.type === 'spoke')[4]!.entry.seq
  await seats.therapist.act({ type: 'bookmarked' }, { kind: 'growth', seq, line: 'Noor said it all.' }, 'notes')
  await seats.therapist.act(
    { type: 'noted' },
    { saw: 'They slowed down by themselves.', check: ['1 yes', '3 partly'] },
    'notes',
  )
  if (kind === 'third-closed') return seats.therapist
  for (const one of [seats.p1, seats.p2])
    for (const allowed of ['review', 'export'] as const)
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as they happen
      await one.act({ type: 'allowed', kind: allowed })
  return seats.therapist
}
