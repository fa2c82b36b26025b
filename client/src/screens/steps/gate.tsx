import { floorOf, gateOf } from '@haven/shared/steps.ts'
import { Coached, useRoomCoach } from '../../parts/coached.tsx'
import { Fields } from '../../parts/fields.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Letter } from '../../parts/letter.tsx'
import { Notes } from '../../parts/notes.tsx'
import { Prompt } from '../../parts/prompt.tsx'
import { Readers } from '../../parts/readers.tsx'
import type { Room } from '../../parts/room.ts'
import { isAskedPartly, readersOf } from '../../parts/seat.ts'
import { Status } from '../../parts/status.tsx'
import { useDraft } from '../../parts/use-draft.ts'
import { voiceOf } from '../../parts/voice.ts'
import { fieldsOf } from '../../text/prompts.ts'
import { guided } from '../../text/seat.en.ts'
import { Kind } from './kind.tsx'
import { type Offer, offerOf, offersOf } from './offers.ts'
import { Offers, pressOnce } from './press.tsx'
import { Waits } from './waits.tsx'

/** hear.check, hear.check2, own.landed, reach.receive: only the one at stake can know; every answer weighs the same. */
export const Gate = ({ room }: { room: Room }) =>
  room.view.role === floorOf(room.view.step) ? <Asked room={room} /> : <Waits room={room} />

const Asked = ({ room }: { room: Room }) => {
  const { step, role, letters } = room.view
  const fields = fieldsOf(step, role)
  const draft = useDraft(room, step, fields)
  const coach = useRoomCoach(room, fields, draft.values)
  const line = String(draft.values['missing'] ?? '').trim()
  const press = ({ act }: Offer) => {
    if (act.type !== 'answered' || act.choice === 'yes' || !line) return pressOnce(room, act)
    if (isAnswering(room)) return
    void room.press(act, { missing: line }).then(() => draft.clear())
  }
  const offers = [...offersOf(room), ...(step === 'hear.check2' ? offerOf(room, { type: 'setDown' }) : [])]
  const below = (
    <>
      <Partly room={room} />
      <Offers room={room} offers={offers} onPress={press} />
    </>
  )
  return (
    <Frame room={room} below={below}>
      {letters.map(entry => (
        <Letter key={entry.seq} room={room} entry={entry} kind="letter" />
      ))}
      <Prompt room={room} />
      <Kind room={room} gate={gateOf(step)} />
      <Coached value={coach}>
        {fields.length > 0 && <Readers>{readersOf(room)}</Readers>}
        <Fields fields={fields} values={draft.values} onChange={draft.change} voice={voiceOf(room.scene.seat)} />
        <Notes coach={coach} role={role} />
      </Coached>
      <Status room={room} />
    </Frame>
  )
}

/** In a practice the therapist may ask for the answer that is hardest to hear; nobody but this player gives it. */
const Partly = ({ room }: { room: Room }) =>
  isAskedPartly(room) ? (
    <p className="who" data-voice="t" role="status">
      {guided.partly}
    </p>
  ) : null

const isAnswering = ({ scene, view }: Room) =>
  scene.pending.some(one => one.step === view.step && one.act.type === 'answered')
