import { whisperOf } from '@haven/shared/channels.ts'
import { useEffect, useState } from 'react'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { usePreferences } from '../parts/preferences.ts'
import type { Room } from '../parts/room.ts'
import { SendForm } from '../parts/send-form.tsx'
import { Snags } from '../parts/snags.tsx'
import { StillYours } from '../parts/still-yours.tsx'
import { type DraftForm, useDraft } from '../parts/use-draft.ts'
import { isTooLong, useSending } from '../parts/use-sending.ts'
import { voiceOf } from '../parts/voice.ts'
import { untold, useSeen } from '../parts/whispered.ts'
import { Write } from '../parts/write.tsx'
import { fill } from '../text/prompts.ts'
import { readers } from '../text/seat.en.ts'
import { tell, whisper as text } from '../text/whisper.en.ts'
import { tellOrKeep } from './telling.ts'
import { Exchange } from './whisper-lines.tsx'

/** Words between this partner and the therapist alone. Opened by an own press, and gone when the window is out of sight (C13). */
export const Whisper = ({ room, onClose }: { room: Room; onClose(): void }) => {
  useShutWith(room.scene.mayWhisper, onClose)
  useSeen(room)
  const say = (line: string) => fill(line, room.fill)
  return (
    <Dialog title={say(text.title)} onClose={onClose}>
      <p className="soft">{say(text.lead)}</p>
      {!isShut(room) && <Untold room={room} />}
      <Exchange room={room} />
      {isShut(room) ? <p role="status">{text.shut}</p> : <Mine room={room} />}
      <p className="small soft">{say(text.policies[room.scene.policy ?? 'none'])}</p>
    </Dialog>
  )
}

/** This copy can vouch for the exchange no more, so nothing is asked to be written into it. */
const isShut = ({ scene }: Room) => scene.shut.includes(whisperOf(scene.seat))

const useShutWith = (mayWhisper: boolean, onClose: () => void) =>
  useEffect(() => {
    if (!mayWhisper) return onClose()
    const look = () => document.hidden && onClose()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [mayWhisper, onClose])

/** What was to be told from the private check, as it would be sent. */
const Untold = ({ room }: { room: Room }) => {
  const words = untold.use(room.session)
  if (words === undefined) return null
  return (
    <section className="guided stack" data-voice="t">
      <p>{fill(tell.again, room.fill)}</p>
      <p className="words">{words}</p>
      <div className="equal pair">
        <Button onPress={() => tellOrKeep(room, words)}>{tell.send}</Button>
        <Button onPress={() => untold.set(room.session, undefined)}>{tell.leave}</Button>
      </div>
    </section>
  )
}

const FIELDS = [{ field: 'text' }]

const Mine = ({ room }: { room: Room }) => {
  const { stillYours } = usePreferences()
  const draft = useDraft(room, 'whisper', FIELDS)
  const isBack = useBack(room, draft)
  const sending = useSending({
    stillYours,
    needsWords: true,
    go: async ({ text: words = '' }) => {
      await room.session.act({ type: 'whispered' }, { text: words }, whisperOf(room.scene.seat))
      await draft.clear()
    },
  })
  const send = () => sending.send(draft.values, false)
  return (
    <SendForm
      className="mine stack"
      voice={voiceOf(room.scene.seat)}
      label={fill(text.label, room.fill)}
      readers={fill(readers.therapist, room.fill)}
      onSend={send}
    >
      <Write
        name="text"
        label={fill(text.label, room.fill)}
        hint={text.hint}
        value={String(draft.values['text'] ?? '')}
        isStill={sending.state !== 'writing'}
        onChange={words => draft.change({ text: words })}
      />
      <Snags
        snag={sending.snag ?? (isTooLong(draft.values) ? 'tooLong' : undefined)}
        back={isBack ? text.notSent : undefined}
        room={room}
      />
      {sending.state === 'still' ? (
        <StillYours onUndo={sending.undo} onSend={sending.sendNow} />
      ) : (
        <p className="acts">
          <Button className="button main" onPress={send}>
            {text.send}
          </Button>
        </p>
      )}
    </SendForm>
  )
}

/** Words that were refused stand in the draft again, before what was written since. */
const useBack = ({ scene, session }: Room, draft: DraftForm): boolean => {
  const [isBack, setBack] = useState(false)
  const channel = whisperOf(scene.seat)
  const returned = scene.sideReturned[channel]
  useEffect(() => {
    if (!returned || !draft.isLoaded) return
    const words = returned.words?.['text']
    if (typeof words === 'string') {
      const later = draft.values['text']
      draft.change({ text: later && later !== words ? `${words}\n\n${String(later)}` : words })
      setBack(true)
    }
    session.dismissSideReturned(channel)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each return, not for each letter typed
  }, [returned, channel, draft.isLoaded, session])
  return isBack
}
