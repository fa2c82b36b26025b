import { Composer } from '../../parts/composer.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Letter } from '../../parts/letter.tsx'
import { Prompt } from '../../parts/prompt.tsx'
import type { Room } from '../../parts/room.ts'
import { Status } from '../../parts/status.tsx'
import { buttonOf, fieldsOf } from '../../text/prompts.ts'
import { Change, KeepAsItIs } from './change.tsx'
import { Press } from './press.tsx'
import { useChange } from './use-change.ts'
import { Waits } from './waits.tsx'

/** map.name: one moment, with a name. A later telling takes the place of the one before. */
export const Name = ({ room }: { room: Room }) =>
  room.view.role === 'injured' ? (
    <Names room={room} />
  ) : (
    <Waits room={room}>
      <Named room={room} />
    </Waits>
  )

const Names = ({ room }: { room: Room }) => {
  const { step, role, letters } = room.view
  const change = useChange(room, letters.at(-1))
  if (letters.length > 0 && !change.isOn)
    return (
      <Frame room={room} below={<Settles room={room} change={change.start} />}>
        <Prompt room={room} />
        <Named room={room} />
        <Status room={room} />
      </Frame>
    )
  return (
    <Frame room={room} tone="wide">
      <Prompt room={room} />
      <Composer room={room} fields={fieldsOf(step, role)} draftKey={step} send={buttonOf('spoke')}>
        {change.isOn && <KeepAsItIs onPress={change.stop} />}
      </Composer>
      <Status room={room} />
    </Frame>
  )
}

const Settles = ({ room, change }: { room: Room; change(): Promise<void> }) => (
  <div className="acts">
    <Press room={room} act={{ type: 'finished' }} look="main" />
    <Change onPress={change} />
  </div>
)

const Named = ({ room }: { room: Room }) =>
  room.view.letters.map(entry => <Letter key={entry.seq} room={room} entry={entry} kind="letter" />)
