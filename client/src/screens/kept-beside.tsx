import { useState } from 'react'
import type { LoadParts } from '../parts/device.ts'
import { longDay } from '../parts/day.ts'
import { isSoon } from '../parts/is-soon.ts'
import type { TalkRow } from '../session/held.ts'
import { kept as text } from '../text/kept.en.ts'
import { Ready } from './measures/ready.tsx'

export type KeptProps = { talk: TalkRow; parts: LoadParts; onKeep: (() => void) | undefined }

/** What stands beside a talk kept on this device, as the device remembers it; the talk is not opened. */
export const KeptBeside = ({ talk, parts, onKeep }: KeptProps) => (
  <>
    <Until until={talk.until} onKeep={onKeep} />
    <Ready talk={talk} parts={parts} />
  </>
)

/** From seven days before it goes. The day may have moved since, so it is never named for certain. */
const Until = ({ until, onKeep }: Pick<TalkRow, 'until'> & Pick<KeptProps, 'onKeep'>) => {
  const [now] = useState(() => Date.now() / 1000)
  if (!isSoon(until, now)) return null
  const day = longDay(until * 1000)
  if (until <= now) return <p className="small soft">{text.past(day)}</p>
  return (
    <>
      <p className="small soft">{text.soon(day)}</p>
      {onKeep && (
        <button type="button" className="linklike" onClick={onKeep}>
          {text.longer}
        </button>
      )}
    </>
  )
}
