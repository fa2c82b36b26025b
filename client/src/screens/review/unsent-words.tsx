import { useEffect, useState } from 'react'
import { Paragraphs } from '../../parts/letter.tsx'
import type { Session } from '../../session/scene.ts'
import { unsent as text } from '../../text/review.en.ts'
import { Copy } from './copy.tsx'
import { type Unsent, unsentIn } from './unsent.ts'

/** What a talk that stopped has not sent, to be copied; folded, for some of it was for one’s own eyes (C13). */
export const UnsentWords = ({ session }: { session: Session }) => {
  const words = useUnsent(session)
  if (words.length === 0) return null
  return (
    <section className="stack unverified" aria-label={text.title}>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      <Copy label={text.copy} of={words.map(({ lines }) => lines.join('\n\n')).join('\n\n')} />
      <details className="drawer">
        <summary>{text.show}</summary>
        <div className="stack">
          {words.map(({ kind, lines }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- they have no name but their place, and stay as they are
            <section key={index}>
              <p className="small soft">{text.kinds[kind]}</p>
              <Paragraphs lines={[...lines]} />
            </section>
          ))}
        </div>
      </details>
    </section>
  )
}

/** As they lie there when the page is opened. */
const useUnsent = (session: Session): readonly Unsent[] => {
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({})
  useEffect(() => {
    let isHere = true
    session.draft.all().then(
      all => isHere && setDrafts(all),
      () => {},
    )
    return () => {
      isHere = false
    }
  }, [session])
  return unsentIn(session.get(), drafts)
}
