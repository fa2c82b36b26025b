import { isBySeat, type SeatEntry } from '@haven/shared/acts.ts'
import { useState } from 'react'
import { Frame } from '../../parts/frame.tsx'
import { Letter } from '../../parts/letter.tsx'
import { linesOf } from '../../parts/lines.ts'
import { Prompt } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { Status } from '../../parts/status.tsx'
import { fill } from '../../text/prompts.ts'
import { steps } from '../../text/steps.en.ts'
import { eraseOwn } from '../erase-own.ts'
import { type Offer, offersOf } from './offers.ts'
import { Offers, pressOnce } from './press.tsx'
import { Waits } from './waits.tsx'

/** close.after: rest, what waits for another day, and what becomes of one's own words. */
export const After = ({ room }: { room: Room }) => {
  const [erasing, setErasing] = useState<'yes' | 'failed'>()
  if (room.view.standing === 'chosen') return <Waits room={room} line={steps.kept} />
  const press = ({ value, act }: Offer) => {
    if (value !== 'eraseMine') return pressOnce(room, act)
    setErasing('yes')
    eraseMine(room).catch(() => setErasing('failed'))
  }
  const below =
    erasing === 'yes' ? (
      <p role="status">{steps.erasing}</p>
    ) : (
      <Offers room={room} offers={offersOf(room)} onPress={press} />
    )
  return (
    <Frame room={room} below={below}>
      <Prompt room={room} />
      {erasing === 'failed' && <p role="alert">{steps.notErased}</p>}
      <Parked room={room} />
      <Thanked room={room} />
      <Status room={room} />
    </Frame>
  )
}

/** The choice speaks of an erasing, so it never comes before it. */
const eraseMine = async (room: Room): Promise<void> => {
  await eraseOwn(room)
  await room.press({ type: 'chose', choice: 'eraseMine' })
}

const Parked = ({ room }: { room: Room }) => {
  const titles = room.view.parked.flatMap(entry => linesOf(entry, room.words(entry)))
  return titles.length > 0 ? <p>{steps.moments.replace('{titles}', () => titles.join(' · '))}</p> : null
}

/** The partner's line of thanks, which may have come after one's own. */
const Thanked = ({ room }: { room: Room }) => {
  const thanks = room.scene.told
    .map(({ entry }) => entry)
    .findLast((entry): entry is SeatEntry => isThanks(entry) && entry.by !== room.scene.seat)
  return thanks && room.words(thanks) ? (
    <Letter room={room} entry={thanks} kind="past" label={fill(steps.thanks, room.fill)} />
  ) : null
}

const isThanks = (entry: Room['scene']['told'][number]['entry']): entry is SeatEntry =>
  isBySeat(entry) && entry.step === 'close.thanks' && entry.act.type === 'spoke'
