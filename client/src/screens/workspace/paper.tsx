import { createPortal } from 'react-dom'
import { app } from '../../text/en.ts'
import { making as text } from '../../text/workspace.en.ts'
import type { Ways } from './unlocked.ts'

/** The page that comes out of the printer, and is never on the screen. What is not known is left to be written by hand. */
export const Paper = ({ ways: { phrase, code } }: { ways: Ways }) =>
  createPortal(
    <section className="paper" aria-hidden="true">
      <p>{app.name}</p>
      <h1>{text.paperTitle}</h1>
      <p>
        {text.paperWhere} {location.origin}/workspace
      </p>
      <h2>{text.shown}</h2>
      <Written line={phrase} />
      <h2>{text.code}</h2>
      <Written line={code} />
      <p>{text.paperKeep}</p>
    </section>,
    document.body,
  )

const Written = ({ line }: { line: string | undefined }) =>
  line ? <p className="secret">{line}</p> : <p className="blank-line">{text.paperUnknown}</p>
