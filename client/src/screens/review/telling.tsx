import { Button } from '../../parts/button.tsx'
import { opening as text } from '../../text/third.en.ts'
import type { Opened } from './use-opened.ts'

/** What stands in place of the words until the two have been told that they are read. */
export const Telling = ({ opened: { state, again } }: { opened: Opened }) => (
  <>
    <p role="status">{state === 'failed' ? text.failed : text.telling}</p>
    {state === 'failed' && (
      <p className="acts">
        <Button onPress={again}>{text.again}</Button>
      </p>
    )}
  </>
)
