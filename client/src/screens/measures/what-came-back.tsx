import { useId, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Paragraphs } from '../../parts/letter.tsx'
import type { Room } from '../../parts/room.ts'
import { Snags } from '../../parts/snags.tsx'
import { useDraft } from '../../parts/use-draft.ts'
import type { Snag } from '../../parts/use-sending.ts'
import { Write } from '../../parts/write.tsx'
import { items, later as text, measures } from '../../text/measures.en.ts'
import { answersOf } from './answers.ts'
import type { Later } from './items.ts'
import { sealAnswer, settle } from './keeping.ts'

const FIELDS = [{ field: 'back' }]

/** The one question that is answered in words: a draft until its own press keeps it. */
export const WhatCameBack = ({ room, when }: { room: Room; when: Later }) => {
  const id = useId()
  const draft = useDraft(room, `measures.${when}`, FIELDS)
  const [snag, setSnag] = useState<Snag>()
  const kept = answersOf(room).find(one => one.when === when && one.of === 'back')
  const words = String(draft.values['back'] ?? '')
  const keep = async () => {
    const answer = words.trim()
    if (!answer) return setSnag('empty')
    const mid = await sealAnswer(room, { when, of: 'back', answer })
    setSnag(undefined)
    await draft.clear()
    await settle(room.session, mid).catch((error: unknown) => {
      draft.change({ back: answer })
      throw error
    })
  }
  const press = () => void keep().catch((error: unknown) => setSnag(error instanceof RangeError ? 'tooLong' : 'failed'))
  return (
    <div className="asked">
      <label htmlFor={id}>{items.back.ask}</label>
      {kept && (
        <div className="words">
          <Paragraphs lines={[String(kept.answer)]} />
        </div>
      )}
      <Write id={id} name="back" hint={items.back.scale} value={words} onChange={back => draft.change({ back })} />
      <Snags snag={snag} back={kept && measures.kept} room={room} />
      <p className="acts">
        <Button onPress={press}>{kept ? text.change : text.keep}</Button>
      </p>
    </div>
  )
}
