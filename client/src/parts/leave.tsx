import { useEffect } from 'react'
import { app } from '../text/en.ts'

type Go = () => void

const WITHIN_MS = 5_000
/** door.js reads this mark, so that Back leads to the neutral page too. */
const away: Go = () => {
  try {
    sessionStorage['left'] = '1'
  } catch {
    // Leaving comes first.
  }
  location.replace('/away')
}
const partings = new Set<Go>()

/** Leave quickly: the page is blank at once, then keys go, then the page. Nothing is sent. */
export const leaveNow = (go: Go = away): void => {
  const blank = document.createElement('dialog')
  blank.className = 'blank'
  document.body.append(blank)
  blank.showModal?.() // above any other dialog
  document.title = ''
  for (const part of partings) {
    try {
      part()
    } catch {
      // Leaving comes first.
    }
  }
  go()
}

/** What has to be dropped when somebody leaves, for as long as the caller is on the page. */
export const useLeaving = (part: Go | undefined): void =>
  useEffect(() => {
    if (!part) return undefined
    partings.add(part)
    return () => void partings.delete(part)
  }, [part])

/** The visible way out, in the same place on every page. */
export const Leave = ({ onLeave, go, look }: { onLeave?: Go; go?: Go; look?: string }) => {
  useLeaving(onLeave)
  return (
    <button type="button" className={look} onClick={() => leaveNow(go)}>
      {app.leave}
    </button>
  )
}

/** Once, first in the app: the hidden way out for assistive technology, and Shift three times. */
export const LeaveFirst = ({ go }: { go?: Go }) => {
  useEffect(() => listenForShift(() => leaveNow(go)), [go])
  return (
    <nav aria-label={app.leaveFirst}>
      <a
        className="first"
        href="/away"
        onClick={event => {
          event.preventDefault()
          leaveNow(go)
        }}
      >
        {app.leaveFirst}
      </a>
    </nav>
  )
}

/** Three presses of Shift alone within five seconds. Shift held for a capital letter counts as none. */
const listenForShift = (leave: Go): Go => {
  let times: number[] = []
  let alone = false
  const down = (event: KeyboardEvent) => {
    if (event.repeat) return
    alone = event.key === 'Shift'
    if (!alone) times = []
  }
  const up = (event: KeyboardEvent) => {
    if (event.key !== 'Shift' || !alone) return
    times = [...times.filter(time => event.timeStamp - time < WITHIN_MS), event.timeStamp]
    if (times.length >= 3) leave()
  }
  document.addEventListener('keydown', down, true)
  document.addEventListener('keyup', up, true)
  return () => {
    document.removeEventListener('keydown', down, true)
    document.removeEventListener('keyup', up, true)
  }
}
