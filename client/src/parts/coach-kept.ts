import { isBySeat } from '@haven/shared/acts.ts'
import { privateOf } from '@haven/shared/channels.ts'
import { isPartner } from '@haven/shared/steps.ts'
import * as z from 'zod/mini'
import { createQueue } from '../session/queue.ts'
import type { Scene, Session, Told, Words } from '../session/scene.ts'
import { type Anchor, COACH, keptForm } from './kept-form.ts'
import { linesOf } from './lines.ts'

/** Kept with the drafts of this device, and gone with them. */
const KEY = 'coach.kept'

const Wish = z.strictObject({
  step: z.string(),
  /** The last entry when it was wished for. */
  since: z.number(),
  /** The words the note is about. */
  words: z.string(),
  text: z.string(),
})
/** A note of the coach that its only reader wants to keep, once the words it is about are sent. */
export type Wish = z.infer<typeof Wish>

export type Wishes = { add(wish: Wish): Promise<void>; drop(wish: Wish): Promise<void> }

const open = new WeakMap<Session, Wishes>()

/** Of a session, once: what was wished for is kept beside the words with the entry that brings them, also after a reload. */
export const wishesOf = (session: Session): Wishes => {
  const known = open.get(session)
  if (known) return known
  const wishes = begin(session)
  open.set(session, wishes)
  return wishes
}

/** Notes for oneself need a channel of one’s own that this copy can vouch for. */
export const mayWish = ({ seat, threads, shut }: Scene): boolean =>
  isPartner(seat) && threads[privateOf(seat)] !== undefined && !shut.includes(privateOf(seat))

const begin = (session: Session): Wishes => {
  const inOrder = createQueue()
  let isWaiting = true
  const change = (to: (wishes: Wish[]) => Wish[] | Promise<Wish[]>) =>
    inOrder(async () => {
      const before = readWishes(await session.draft.read(KEY))
      const after = await to(before)
      isWaiting = after.length > 0
      if (after !== before) await session.draft.write(KEY, isWaiting ? JSON.stringify(after) : undefined)
    })
  /** What can't be kept just now is tried again with the next thing that happens. */
  const settle = () => {
    if (isWaiting && session.get().phase === 'open') change(wishes => keepAll(session, wishes)).catch(() => {})
  }
  session.subscribe(settle)
  settle()
  return {
    add: wish => change(wishes => [...wishes.filter(isOther(wish)), wish]),
    drop: wish => change(wishes => wishes.filter(isOther(wish))),
  }
}

const isOther = (wish: Wish) => (one: Wish) => one.step !== wish.step || one.text !== wish.text

/** Those that still wait. Words that were never sent take their notes with them. */
const keepAll = async (session: Session, wishes: Wish[]): Promise<Wish[]> => {
  const found = wishes.map(wish => [wish, nextOf(session.get(), wish)] as const)
  const came = found.filter(([, told]) => told !== undefined)
  if (came.length === 0) return wishes
  await Promise.all(came.map(([wish, told]) => keepBeside(session, wish, told!)))
  return found.filter(([, told]) => told === undefined).map(([wish]) => wish)
}

const SENT: ReadonlySet<string> = new Set(['spoke', 'answered'])
const OVER: ReadonlySet<string> = new Set([...SENT, 'finished', 'skipped'])

/** What its writer did next with the words, or without them. */
const nextOf = ({ told, seat }: Scene, { since }: Wish): Told | undefined =>
  told.find(({ entry }) => entry.seq > since && entry.by === seat && OVER.has(entry.act.type))

const keepBeside = async (session: Session, { step, words, text }: Wish, told: Told): Promise<void> => {
  const { seat, threads, sidePending } = session.get()
  if (!isPartner(seat) || !isBySeat(told.entry) || told.entry.step !== step || !SENT.has(told.entry.act.type)) return
  const form = keptForm(anchorOf(told, words), text, COACH)
  const kept = [...(threads[privateOf(seat)] ?? []), ...sidePending].map(one => one.words)
  if (kept.some(one => typeof one === 'object' && one['value'] === form['value'])) return
  await session.act({ type: 'kept' }, form, privateOf(seat))
}

/** The very words, where they stand in what was sent; else all of it. */
const anchorOf = ({ entry, words: said }: Told, words: string): Anchor => {
  const shown = isBySeat(entry) && entry.act.type === 'spoke' ? linesOf(entry, said as Words).join('\n') : ''
  const from = words ? shown.indexOf(words) : -1
  return from < 0 ? { seq: entry.seq } : { seq: entry.seq, from, to: from + words.length }
}

const readWishes = (text: string | undefined): Wish[] => {
  try {
    return z.array(Wish).parse(JSON.parse(text ?? '[]'))
  } catch {
    return []
  }
}
