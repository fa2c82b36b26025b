import { createPortal } from 'react-dom'
import type { Chapter, Line, Paper } from '../../export/paper.ts'
import { shown, shownLine } from '../../export/shown.ts'

/** A copy as it comes out of the printer; never on the screen. */
export const CopyPaper = ({ paper }: { paper: Paper }) =>
  createPortal(
    <section className="copy-paper on-paper" aria-hidden="true">
      <Sheet paper={paper} />
    </section>,
    document.body,
  )

/** The same paper, to be read where it stands. */
export const Sheet = ({ paper: { title, practice, facts, warning, chapters, empty, mark } }: { paper: Paper }) => (
  <>
    <header>
      {practice && <p className="practice">{practice}</p>}
      <h1>{shownLine(title)}</h1>
      {facts.map(line => (
        <p key={line}>{shownLine(line)}</p>
      ))}
      <p className="warned">{shownLine(warning)}</p>
    </header>
    {chapters.length === 0 && <p>{empty}</p>}
    {numbered(chapters).map(({ at, one }) => (
      <PaperChapter key={at} chapter={one} />
    ))}
    <footer>
      <p>{mark}</p>
    </footer>
  </>
)

const PaperChapter = ({ chapter: { title, steps } }: { chapter: Chapter }) => (
  <section>
    <h2>{shownLine(title)}</h2>
    {numbered(steps).map(({ at, one }) => (
      <div key={at}>
        {one.title && <h3>{shownLine(one.title)}</h3>}
        {numbered(one.lines).map(line => (
          <PaperLine key={line.at} line={line.one} />
        ))}
      </div>
    ))}
  </section>
)

const PaperLine = ({ line: { kind, text, words } }: { line: Line }) => (
  <article className={kind}>
    <p className={kind === 'said' ? 'who' : 'fact'}>{shownLine(text)}</p>
    {words.length > 0 && (
      <blockquote>
        {numbered(words).map(({ at, one }) => (
          <p key={at} dir="auto">
            {shown(one)}
          </p>
        ))}
      </blockquote>
    )}
  </article>
)

/** A paper never changes its order. */
const numbered = <One,>(all: readonly One[]) => all.map((one, at) => ({ at, one }))
