import { isBySeat } from '@haven/shared/acts.ts'
import { hasConsented } from '@haven/shared/replay.ts'
import { useState } from 'react'
import { Link } from 'wouter'
import { Button } from '../parts/button.tsx'
import { Frame } from '../parts/frame.tsx'
import { HelpLines } from '../parts/help-dialog.tsx'
import { useHeading } from '../parts/prompt.tsx'
import type { Room } from '../parts/room.ts'
import { openSheet } from '../parts/sheet.ts'
import { endings, fill, promptsOf } from '../text/prompts.ts'
import { done as text } from '../text/talk.en.ts'
import { Second } from './second.tsx'
import { Forget } from './ending.tsx'
import { eraseOwn, ownSeqs } from './erase-own.ts'

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
      <Second room={room} />
      <div className="acts">
        {hasConsented(room.scene.snapshot!) && <Button onPress={() => openSheet('told')}>{text.read}</Button>}
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

type Erasing = 'sure' | 'going' | 'gone' | 'failed'

const Erase = ({ room }: { room: Room }) => {
  const [state, setState] = useState<Erasing>()
  if (state === 'sure')
    return (
      <div className="stack" role="group" aria-label={text.eraseSure}>
        <p>{text.eraseSure}</p>
        <p className="small">{fill(text.eraseText, room.fill)}</p>
        <div className="equal pair">
          <Button
            onPress={() => {
              setState('going')
              eraseOwn(room).then(
                () => setState('gone'),
                () => setState('failed'),
              )
            }}
          >
            {text.eraseYes}
          </Button>
          <Button onPress={() => setState(undefined)}>{text.eraseNo}</Button>
        </div>
      </div>
    )
  const told = state && { going: text.erasing, gone: text.erased, failed: text.notErased }[state]
  return (
    <>
      {ownSeqs(room).length > 0 && state !== 'going' && (
        <p className="acts">
          <Button className="button quiet" onPress={() => setState('sure')}>
            {text.erase}
          </Button>
        </p>
      )}
      <p className={told ? 'status' : 'unseen'} role="status">
        {told}
      </p>
    </>
  )
}
