import { type ReactNode, useRef } from 'react'
import type { Words } from '../session/scene.ts'
import { buttonOf, type Field } from '../text/prompts.ts'
import { parts as text } from '../text/talk.en.ts'
import { Button } from './button.tsx'
import { Coached, useRoomCoach } from './coached.tsx'
import { Fields } from './fields.tsx'
import { Ground } from './ground.tsx'
import { Notes } from './notes.tsx'
import { usePreferences } from './preferences.ts'
import type { Room } from './room.ts'
import { readersOf } from './seat.ts'
import { SendForm } from './send-form.tsx'
import { Snags } from './snags.tsx'
import { StillYours } from './still-yours.tsx'
import { type DraftForm, useDraft } from './use-draft.ts'
import { useReturned } from './use-returned.ts'
import { isTooLong, useSending } from './use-sending.ts'
import { type Voice, voiceOf } from './voice.ts'
import { Starters, Write } from './write.tsx'

type Props = {
  room: Room
  fields: readonly Field[]
  /** Drafts are kept under `${draftKey}:${field}`; the step's name. */
  draftKey: string
  /** The label of Send. */
  send: string
  /** In place of `spoke`. Resolves once the words are on their way. */
  onSend?: ((words: Words, aloud: boolean) => void | Promise<void>) | undefined
  /** Whether it may be said aloud; unless told otherwise, where both are in one place. */
  aloud?: boolean | undefined
  /** More presses beside Send. */
  children?: ReactNode
}

/** The one place where writing happens: draft, send, and a few seconds in which it is still one's own. */
export const Composer = (props: Props) => <Page key={props.draftKey} {...props} />

const Page = ({ room, fields, draftKey, send, onSend, aloud = room.setting === 'together', children }: Props) => {
  const { stillYours } = usePreferences()
  const draft = useDraft(room, draftKey, fields)
  const isBack = useReturned(room, draft, fields)
  const coach = useRoomCoach(room, fields, draft.values)
  const sending = useSending({
    stillYours,
    needsWords: true,
    go: async (words, isAloud) => {
      await (onSend ? onSend(words, isAloud) : room.press({ type: 'spoke', aloud: isAloud }, words))
      await draft.clear()
    },
  })
  const press = (isAloud: boolean) => sending.send(draft.values, isAloud)
  const isStill = sending.state !== 'writing'
  const [only] = fields
  const isPage = fields.length === 1 && only !== undefined && !only.options && !only.many
  const rest = (
    <>
      <Snags
        snag={sending.snag ?? (isTooLong(draft.values) ? 'tooLong' : undefined)}
        back={isBack ? text.returned : undefined}
        room={room}
      />
      {sending.state === 'still' ? (
        <StillYours onUndo={sending.undo} onSend={sending.sendNow} />
      ) : (
        <Sends send={send} aloud={aloud} press={press}>
          {children}
        </Sends>
      )}
    </>
  )
  const notes = (starters?: ReactNode) => (
    <Notes coach={coach} role={room.view.role} isStill={isStill}>
      {starters}
    </Notes>
  )
  const shown = {
    draft,
    isStill,
    onSend: () => press(false),
    rest,
    notes,
    voice: voiceOf(room.scene.seat),
    readers: readersOf(room),
  }
  return (
    <Coached value={coach}>
      {isPage ? <OnePage {...shown} field={only} /> : <Form {...shown} fields={fields} />}
    </Coached>
  )
}

type Shown = {
  draft: DraftForm
  isStill: boolean
  onSend(): void
  rest: ReactNode
  notes(starters?: ReactNode): ReactNode
  voice: Voice
  readers: string
}

/** A single page on the ground that is mine. */
const OnePage = ({ draft, isStill, onSend, rest, notes, voice, readers, field }: Shown & { field: Field }) => {
  const page = useRef<HTMLTextAreaElement>(null)
  const value = String(draft.values[field.field] ?? '')
  const change = (next: string) => draft.change({ ...draft.values, [field.field]: next })
  const pick = (next: string) => {
    change(next)
    page.current?.focus()
  }
  return (
    <Ground voice={voice} readers={readers} onSend={onSend}>
      <Write
        ref={page}
        name={field.field}
        label={field.ask}
        hint={field.hint ?? field.ask}
        value={value}
        isStill={isStill}
        onChange={change}
      />
      {notes(<Starters field={field} value={value} onPick={pick} />)}
      {rest}
    </Ground>
  )
}

/** Several fields are the sentences of one letter. */
const Form = ({
  draft,
  isStill,
  onSend,
  rest,
  notes,
  voice,
  readers,
  fields,
}: Shown & { fields: readonly Field[] }) => (
  <SendForm className="letter four" voice={voice} readers={readers} label={text.yourWords} onSend={onSend}>
    <Fields fields={fields} values={draft.values} onChange={isStill ? () => {} : draft.change} />
    {notes()}
    {rest}
  </SendForm>
)

type SendsProps = { send: string; aloud: boolean; press(isAloud: boolean): void; children: ReactNode }

/** Never closed by what is written (R29). */
const Sends = ({ send, aloud, press, children }: SendsProps) => (
  <div className="acts">
    <Button className="button main" onPress={() => press(false)}>
      {send}
    </Button>
    {aloud && (
      <Button className="button" onPress={() => press(true)}>
        {buttonOf('spokeAloud')}
      </Button>
    )}
    {children}
  </div>
)
