import { useState } from 'react'
import { Button } from '../parts/button.tsx'
import type { Room } from '../parts/room.ts'
import { fill } from '../text/prompts.ts'
import { done as text } from '../text/talk.en.ts'
import { eraseOwn, hasOwn } from './erase-own.ts'

type Erasing = 'sure' | 'going' | 'gone' | 'failed'

/** All of one’s own words, after being asked once more. */
export const Erase = ({ room }: { room: Room }) => {
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
      {hasOwn(room) && state !== 'going' && (
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
