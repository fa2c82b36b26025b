import { mayCarryWords } from '@haven/shared/acts.ts'
import { log as text } from '../../text/review.en.ts'
import { fill } from '../../text/prompts.ts'
import type { Reader } from './reader.ts'
import type { Row } from './rows.ts'
import { Sure } from '../../parts/sure.tsx'
import { useGoing } from './use-going.ts'

type Props = { reader: Reader; row: Row; onNote(): void; onReplay: (() => void) | undefined }

/** What can be done with the chosen entry. */
export const Tools = ({ reader, row, onNote, onReplay }: Props) => (
  <div className="ways tools" role="group" aria-label={row.form === 'letter' ? text.tools : text.toolsLine}>
    <button type="button" className="linklike" onClick={onNote}>
      {text.note}
    </button>
    {reader.seat !== 'therapist' && (
      <a className="linklike" href={`#e${row.seq}`}>
        {text.link}
      </a>
    )}
    {onReplay && (
      <button type="button" className="linklike" onClick={onReplay}>
        {text.fromHere}
      </button>
    )}
    {mayWithdraw(reader, row) && <Withdraw reader={reader} row={row} />}
  </div>
)

const mayWithdraw = ({ seat }: Reader, { entry, state, text: words }: Row): boolean =>
  entry.by === seat && state !== 'erased' && mayCarryWords(entry.act.type) && words !== ''

/** One’s own words, after being asked once more. */
const Withdraw = ({ reader, row }: Pick<Props, 'reader' | 'row'>) => {
  const { state, go } = useGoing(reader.session)
  if (state === 'going')
    return (
      <p className="small" role="status">
        {text.withdrawing}
      </p>
    )
  return (
    <>
      <Sure
        open={text.withdraw}
        title={fill(text.withdrawSure, reader.fill)}
        yes={text.withdrawYes}
        no={text.withdrawNo}
        onYes={() => void go(() => reader.press({ type: 'erased', seqs: [row.seq] }))}
      />
      {state === 'failed' && (
        <p className="small" role="status">
          {text.withdrawFailed}
        </p>
      )}
    </>
  )
}
