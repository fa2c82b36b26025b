import type { Act } from '@haven/shared/acts.ts'
import { isArrive, isClose, isPartner, type Target } from '@haven/shared/steps.ts'
import { useState } from 'react'
import { Button } from '../../../parts/button.tsx'
import { Choices } from '../../../parts/choices.tsx'
import { Dialog } from '../../../parts/dialog.tsx'
import { targets } from '../../../text/prompts.ts'
import { controls as text, workspace as words } from '../../../text/workspace.en.ts'
import { Unsent } from '../unsent.tsx'
import { useSend } from '../use-send.ts'
import type { DeskRoom } from './desk-room.ts'

type Asking = 'back' | 'paused' | 'setDown' | 'ended'

const MINUTES = 20

/** The pace of the talk. Nothing stands here that the talk would not take now. */
export const Controls = ({ room }: { room: DeskRoom }) => {
  const [asking, setAsking] = useState<Asking>()
  const { send, failed } = useSend()
  const close = () => setAsking(undefined)
  const press = (act: Act) => {
    close()
    send(() => room.press(act))
  }
  return (
    <section className="pace">
      <Next room={room} press={press} />
      <Presses room={room} press={press} onAsk={setAsking} />
      <Unsent failed={failed} isPress />
      {asking === 'back' && <Back room={room} press={press} onClose={close} />}
      {asking && asking !== 'back' && room.may(asking) && (
        <Sure {...sureOf(room, asking)} onClose={close} onYes={() => press(ACTS[asking])} />
      )}
    </section>
  )
}

const ACTS = {
  paused: { type: 'paused', minutes: MINUTES },
  setDown: { type: 'setDown' },
  ended: { type: 'ended' },
} as const satisfies Record<Exclude<Asking, 'back'>, Act>

const sureOf = (room: DeskRoom, asking: keyof typeof ACTS): { title: string; text: string; yes: string } => {
  if (asking === 'setDown') return { title: text.setDownTitle, text: text.setDownText, yes: text.setDown }
  if (asking === 'ended') return { title: text.endTitle, text: endOf(room), yes: text.endYes }
  return { title: text.pauseTitle(MINUTES), text: text.pauseText(MINUTES), yes: text.pauseYes(MINUTES) }
}

/** Where an end leads from here. */
const endOf = ({ watch: { step }, scene }: DeskRoom): string => {
  if (isClose(step)) return text.endText.close
  if (!isArrive(step)) return text.endText.talk
  return scene.snapshot?.context.resume ? text.endText.resuming : text.endText.arrive
}

const Presses = ({ room, press, onAsk }: Pressing & { onAsk(asking: Asking): void }) => {
  const { may, watch, scene } = room
  const isSomebodyHere = scene.present.some(isPartner)
  return (
    <>
      <div className="acts">
        {may('released') && (
          <Button className="button main" onPress={() => press({ type: 'released' })}>
            {text.release}
          </Button>
        )}
        {may('held') && (
          <Button
            className={isSomebodyHere ? 'button main' : 'button'}
            title={text.holdWhy}
            onPress={() => press({ type: 'held' })}
          >
            {text.hold}
          </Button>
        )}
        {watch.targets.length > 0 && (
          <Button onPress={() => onAsk('back')}>{scene.mode === 'practice' ? text.rewind : text.back}</Button>
        )}
      </div>
      <div className="acts">
        {may('paused') && !watch.pause && <Quiet label={text.pause} onPress={() => onAsk('paused')} />}
        {may('setDown') && <Quiet label={text.setDown} onPress={() => onAsk('setDown')} />}
        {may('ended') && <Quiet label={text.end} onPress={() => onAsk('ended')} />}
      </div>
    </>
  )
}

const Quiet = ({ label, onPress }: { label: string; onPress(): void }) => (
  <Button className="button quiet" onPress={onPress}>
    {label}
  </Button>
)

type Pressing = { room: DeskRoom; press(act: Act): void }

/** Both would go on with the second hurt: the one question that is the therapist’s alone. */
const Next = ({ room: { watch, may }, press }: Pressing) =>
  watch.step === 'weave.next' && may('agreed') ? (
    <div className="stack">
      <p className="small">{text.nextText}</p>
      <div className="equal pair">
        <Button onPress={() => press({ type: 'agreed' })}>{text.goOn}</Button>
        {may('chose', 'later') && (
          <Button onPress={() => press({ type: 'chose', choice: 'later' })}>{text.anotherDay}</Button>
        )}
      </div>
    </div>
  ) : null

/** A place first, then a yes to it: they go there at once. */
const Back = ({ room, press, onClose }: Pressing & { onClose(): void }) => {
  const [target, setTarget] = useState<Target>()
  const { watch, scene } = room
  const known = target && watch.targets.includes(target) ? target : undefined
  return (
    <Dialog title={scene.mode === 'practice' ? text.rewindTitle : text.backTitle} onClose={onClose}>
      {known ? (
        <>
          <p>{text.backText}</p>
          <div className="acts">
            <Button className="button main" onPress={() => press({ type: 'askedBack', choice: known })}>
              {text.backSure(targets[known])}
            </Button>
            <Button onPress={() => setTarget(undefined)}>{words.cancel}</Button>
          </div>
        </>
      ) : (
        <Choices<Target> options={watch.targets.map(value => ({ value, label: targets[value] }))} onPress={setTarget} />
      )}
    </Dialog>
  )
}

type SureProps = { title: string; text: string; yes: string; onYes(): void; onClose(): void }

const Sure = ({ title, text: what, yes, onYes, onClose }: SureProps) => (
  <Dialog title={title} onClose={onClose}>
    <p>{what}</p>
    <div className="acts">
      <Button onPress={onYes}>{yes}</Button>
      <Button onPress={onClose}>{words.cancel}</Button>
    </div>
  </Dialog>
)
