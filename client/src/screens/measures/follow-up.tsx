import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { OnlyYou } from '../../parts/readers.tsx'
import type { Room } from '../../parts/room.ts'
import { later as text } from '../../text/measures.en.ts'
import type { Later } from './items.ts'
import { Questions } from './questions.tsx'
import { useFollowing } from './use-following.ts'
import { WhatCameBack } from './what-came-back.tsx'

/** A day, a week, four and twelve weeks on: offered here alone, let go with one press, and past once it was answered. */
export const FollowUp = ({ room }: { room: Room }) => {
  const { due, begin, letGo } = useFollowing(room)
  const [isGone, setGone] = useState(false)
  const end = () => {
    if (due) letGo(due)
    setGone(true)
  }
  if (due) return <Offer key={due} room={room} when={due} onBegin={() => begin(due)} onEnd={end} />
  return (
    <p className={isGone ? 'status' : 'unseen'} role="status">
      {isGone && text.gone}
    </p>
  )
}

type OfferProps = { room: Room; when: Later; onBegin(): void; onEnd(): void }

const Offer = ({ room, when, onBegin, onEnd }: OfferProps) => {
  const [isOpen, setOpen] = useState(false)
  const open = () => {
    onBegin()
    setOpen(true)
  }
  return (
    <section className="measures" aria-label={text.ready}>
      <p>{text.ready}</p>
      <p className="small soft">{text.why}</p>
      {isOpen ? (
        <>
          <OnlyYou />
          <Questions room={room} when={when} />
          <WhatCameBack room={room} when={when} />
          <p className="acts">
            <Button onPress={onEnd}>{text.enough}</Button>
          </p>
        </>
      ) : (
        <div className="equal pair">
          <Button onPress={open}>{text.answer}</Button>
          <Button onPress={onEnd}>{text.notThisTime}</Button>
        </div>
      )}
    </section>
  )
}
