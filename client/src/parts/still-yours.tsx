import { useEffect, useRef } from 'react'
import { buttonOf } from '../text/prompts.ts'
import { Button } from './button.tsx'

type Props = { onUndo(): void; onSend(): void }

/** Sent, and still yours for a few seconds. No numbers run. */
export const StillYours = ({ onUndo, onSend }: Props) => {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => row.current?.querySelector('button')?.focus(), [])
  return (
    <div className="acts still" ref={row}>
      <span className="status" role="status">
        {buttonOf('stillYours')}
      </span>
      <Button className="button" onPress={onUndo}>
        {buttonOf('undo')}
      </Button>
      <Button className="button quiet" onPress={onSend}>
        {buttonOf('sendNow')}
      </Button>
    </div>
  )
}
