import { isBySeat } from '@haven/shared/acts.ts'
import { hasConsented } from '@haven/shared/replay.ts'
import { Link } from 'wouter'
import { Frame } from '../parts/frame.tsx'
import { HelpLines } from '../parts/help-dialog.tsx'
import { useHeading } from '../parts/prompt.tsx'
import type { Room } from '../parts/room.ts'
import { endings, promptsOf } from '../text/prompts.ts'
import { done as text, lookBack } from '../text/talk.en.ts'
import { Second } from './second.tsx'
import { Forget } from './ending.tsx'
import { Erase } from './erase.tsx'
import { Soon } from './soon.tsx'
import { Since } from './measures/offered.tsx'

/** The talk is closed; one's own words are still one's own. */
export const Done = ({ room }: { room: Room }) => {
  const heading = useHeading(room)
  const kind = endingOf(room)
  return (
    <Frame room={room} tone="alone">
      <div className="prompt">
        <h1 ref={heading} tabIndex={-1}>
          {kind === 'done' ? promptsOf('done', undefined, room.setting)[0] : endings[kind]}
        </h1>
        {kind === 'notToday' && <p>{text.helpText}</p>}
      </div>
      {kind === 'notToday' && <HelpLines />}
      <Soon scene={room.scene} />
      <Second room={room} />
      <Since room={room} />
      <div className="acts">
        {hasConsented(room.scene.snapshot!) && (
          <Link className="button" href="/review">
            {lookBack.open}
          </Link>
        )}
        <Link className="button" href="/">
          {text.home}
        </Link>
      </div>
      <Erase room={room} />
      <Forget room={room} />
    </Frame>
  )
}

/** An end in arrive is a day that was not the day; a talk that never came to rest is told plainly and kindly. */
const endingOf = ({ scene }: Room): 'done' | keyof Pick<typeof endings, 'notToday' | 'ended'> => {
  const ended = scene.told.map(({ entry }) => entry).findLast(entry => isBySeat(entry) && entry.act.type === 'ended')
  if (!ended || !isBySeat(ended)) return 'done'
  if (!scene.snapshot || !hasConsented(scene.snapshot) || ended.step.startsWith('arrive.')) return 'notToday'
  return scene.snapshot.context.visited.includes('reach.land') ? 'done' : 'ended'
}
