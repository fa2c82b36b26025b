import { useState } from 'react'
import { Button } from '../../../parts/button.tsx'
import { consent, untilOf } from '../../../text/prompts.ts'
import { agree as text } from '../../../text/workspace.en.ts'
import { steps } from '../../../text/steps.en.ts'
import { NameField } from '../fields.tsx'
import { useSend } from '../use-send.ts'
import { kindsOf, type Term, termsOf, wordingOf } from '../../steps/wording.ts'
import type { DeskRoom } from './desk-room.ts'

/** The third seat agrees to its own words, on its own device; the hash is of what stands on this page. */
export const Agree = ({ room }: { room: DeskRoom }) => {
  const [name, setName] = useState(room.scene.names.own)
  const { send, failed, isBusy } = useSend()
  const terms = termsIn(room, name)
  const press = async () => {
    const own = name.trim()
    await room.press(
      { type: 'agreed', wording: await wordingOf(terms), kinds: kindsOf(terms) },
      own ? { name: own } : {},
    )
  }
  return (
    <div className="stack">
      <h2 className="strong">{consent.title}</h2>
      <p className="small">{consent.lead}</p>
      {terms.map(({ kind, title, text: what }) => (
        <section className="term" key={kind}>
          <h3 className="strong">{title}</h3>
          <p>{what}</p>
        </section>
      ))}
      <p className="soft small">{text.lead}</p>
      <NameField label={text.name} value={name} onChange={setName} />
      {failed && <p role="alert">{steps.notAgreed}</p>}
      <p className="acts">
        <Button className="button main" isDisabled={isBusy} onPress={() => send(press)}>
          {text.press}
        </Button>
      </p>
    </div>
  )
}

const termsIn = ({ scene }: DeskRoom, name: string): Term[] => {
  const keepDays = scene.snapshot?.context.keepDays ?? 0
  const about = { therapist: true, policy: scene.policy, practice: scene.mode === 'practice' }
  return termsOf({ until: untilOf(keepDays), therapist: name }, about, 'therapist')
}
