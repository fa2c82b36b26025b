import { type Gate, GATES, type Target } from '@haven/shared/steps.ts'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Button } from '../parts/button.tsx'
import { Choices } from '../parts/choices.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Readers } from '../parts/readers.tsx'
import type { Room } from '../parts/room.ts'
import { readersOf } from '../parts/seat.ts'
import { Settings } from '../parts/settings.tsx'
import { useDraft } from '../parts/use-draft.ts'
import { Write } from '../parts/write.tsx'
import { buttonOf, fill, gates, targets } from '../text/prompts.ts'
import { app } from '../text/en.ts'
import { more as text } from '../text/talk.en.ts'
import { Boundary } from '../parts/boundary.tsx'
import { CheckWords } from './check-words.tsx'
import { Forget, Stops } from './ending.tsx'
import { targetsOf } from './targets.ts'
import { Without } from './without.tsx'

type Props = { room: Room; onClose(): void }

/** What may be done beside the step. Only what the machine would take stands here. */
export const More = ({ room, onClose }: Props) => (
  <Dialog title={text.title} onClose={onClose}>
    <Back room={room} onClose={onClose} />
    <Gates room={room} onClose={onClose} />
    <Park room={room} />
    <Without room={room} onDone={onClose} />
    <CheckWords room={room} />
    <Held room={room} />
    <Stops room={room} onDone={onClose} />
    <p className="acts">
      <Settings />
    </p>
    <Forget room={room} />
  </Dialog>
)

/** One line until somebody wants it. */
const Fold = ({ title, children }: { title: string; children: ReactNode }) => (
  <details className="drawer">
    <summary>{title}</summary>
    <div className="stack">{children}</div>
  </details>
)

const Devices = lazy(async () => ({ default: (await import('./devices.tsx')).Devices }))

const Held = ({ room }: { room: Room }) => {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="drawer" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{text.devices}</summary>
      <div className="stack">
        {isOpen && (
          <Boundary instead={<p role="alert">{app.noSheet}</p>}>
            <Suspense fallback={null}>
              <Devices room={room} />
            </Suspense>
          </Boundary>
        )}
      </div>
    </details>
  )
}

/** A step back is proposed, never taken. */
const Back = ({ room, onClose }: { room: Room; onClose?(): void }) => {
  const open = targetsOf(room)
  if (open.length === 0) return null
  const press = (choice: Target) => {
    void room.press({ type: 'askedBack', choice })
    onClose?.()
  }
  return (
    <Fold title={text.back}>
      <p className="small">{fill(text.backText, room.fill)}</p>
      <Choices options={open.map(value => ({ value, label: targets[value] }))} onPress={press} />
    </Fold>
  )
}

const Gates = ({ room, onClose }: Props) => {
  const open = GATES.filter(gate => room.view.presses.get('tookBack')?.includes(gate))
  if (open.length === 0) return null
  const press = (choice: Gate) => {
    void room.press({ type: 'tookBack', choice })
    onClose()
  }
  return (
    <Fold title={text.gates}>
      <p className="small">{text.gatesText}</p>
      <Choices options={open.map(value => ({ value, label: gates[value] }))} onPress={press} />
    </Fold>
  )
}

const TITLE = [{ field: 'title' }]

const Park = ({ room }: { room: Room }) => {
  const draft = useDraft(room, 'parked', TITLE)
  const [isParked, setParked] = useState(false)
  if (!room.view.presses.has('parked')) return null
  const title = String(draft.values['title'] ?? '')
  const park = async () => {
    if (!title.trim()) return
    await room.press({ type: 'parked' }, { title: title.trim() })
    await draft.clear()
    setParked(true)
  }
  return (
    <Fold title={text.park}>
      <label className="ask">
        <span>{text.parkLabel}</span>
        <Readers>{readersOf(room)}</Readers>
        <Write name="title" hint={text.parkHint} value={title} onChange={value => draft.change({ title: value })} />
      </label>
      <p className="acts">
        <Button onPress={() => void park()}>{buttonOf('parked')}</Button>
        <span className="status" role="status">
          {isParked && text.parked}
        </span>
      </p>
    </Fold>
  )
}
