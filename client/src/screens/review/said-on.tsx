import { Paragraphs } from '../../parts/letter.tsx'
import { phrases as text } from '../../text/third.en.ts'
import type { Look } from './look.ts'
import { type Phrases, phrasesOf, type Way } from './phrases.ts'
import type { Reader } from './reader.ts'

const WAYS = ['voice', 'back', 'story'] as const satisfies Way[]

/** What one said, what was said back, and the story of both, side by side. */
export const SaidOn = ({ reader, look }: { reader: Reader; look: Look }) => {
  const found = phrasesOf(reader, look)
  if (found.length === 0) return null
  return (
    <details className="drawer">
      <summary>{text.title}</summary>
      {found.map(one => (
        <Round key={one.round} phrases={one} name={reader.name(one.hurt)} />
      ))}
    </details>
  )
}

const Round = ({ phrases: { round, ways }, name }: { phrases: Phrases; name: string }) => (
  <div className="stack">
    {round === 2 && <h3>{text.second}</h3>}
    <p className="small soft">{text.lead(name)}</p>
    <div className="side-by-side">
      {WAYS.map(way => (
        <section key={way} aria-label={text.ways[way]}>
          <h3 className="small soft">{text.ways[way]}</h3>
          {ways[way].length === 0 && <p className="soft small">{text.none}</p>}
          {ways[way].map(({ seq, words }) => (
            <blockquote key={seq}>
              <Paragraphs lines={words} />
            </blockquote>
          ))}
        </section>
      ))}
    </div>
  </div>
)
