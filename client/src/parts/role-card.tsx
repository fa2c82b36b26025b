import type { Step } from '@haven/shared/steps.ts'
import type { ReactNode } from 'react'
import type { Part } from '../session/scene.ts'
import { type Card, cardOf, type Side } from '../text/cards.en.ts'
import { fill } from '../text/prompts.ts'
import { practice as text } from '../text/practice.en.ts'
import { OnlyYou } from './readers.tsx'
import type { Room } from './room.ts'

/** Where there is time to read it whole. */
const FULL: ReadonlySet<Step> = new Set<Step>(['arrive.consent', 'arrive.settle'])

/** What this player plays, and nothing of the other’s part: whole where there is time for it, folded everywhere else. */
export const RoleCard = ({ room }: { room: Room }) => {
  const { plays, card: id = '' } = room.scene.practice ?? {}
  if (!plays) return null
  const card = cardOf(id)
  const words = card ? <Played card={card} side={card.sides[plays]} /> : <Own room={room} />
  return !room.view.overlay && FULL.has(room.view.step) ? (
    <section className="rolecard" data-voice="t" aria-label={text.card}>
      <h2>{text.card}</h2>
      {words}
    </section>
  ) : (
    <details className="drawer rolecard" data-voice="t">
      <summary>{text.card}</summary>
      {words}
    </details>
  )
}

const Played = ({ card, side }: { card: Card; side: Side }) => (
  <Words title={card.title}>
    <dl>
      {(['who', 'happened', 'under', 'yours', 'drawer'] as const).map(part => (
        <div key={part}>
          <dt>{text.parts[part]}</dt>
          <dd>{side[part]}</dd>
        </div>
      ))}
    </dl>
  </Words>
)

const Own = ({ room }: { room: Room }) => (
  <Words title={text.own.title}>
    <p>{fill(room.scene.practice?.plays === 'injured' ? text.own.yours : text.own.theirs, room.fill)}</p>
    {room.view.step === 'arrive.settle' && <p>{text.own.smaller}</p>}
  </Words>
)

const Words = ({ title, children }: { title: string; children: ReactNode }) => (
  <>
    <OnlyYou />
    <h3>{title}</h3>
    {children}
  </>
)

/** Whose hurt the card tells of, where the two choose. A word only; both still choose. */
export const CardHint = ({ room }: { room: Room }) => {
  const { plays, card = '' } = room.scene.practice ?? {}
  return plays ? <p>{fill(text.casting[castingOf(card, plays, room.view.step)], room.fill)}</p> : null
}

const castingOf = (id: string, plays: Part, step: Step): keyof typeof text.casting => {
  const mine = plays === 'injured'
  const card = cardOf(id)
  if (!card) return mine ? 'own' : 'ownTheirs'
  if (card.hurt === 'one') return mine ? 'yours' : 'theirs'
  if (step === 'arrive.roles') return 'both'
  return mine ? 'first' : 'second'
}
