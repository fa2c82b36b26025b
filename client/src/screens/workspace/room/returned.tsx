import { Button } from '../../../parts/button.tsx'
import { Paragraphs } from '../../../parts/letter.tsx'
import type { SideWords } from '../../../session/scene.ts'
import { room as text } from '../../../text/workspace.en.ts'
import type { DeskRoom } from './desk-room.ts'
import { rowsLine } from './rows.ts'

/** An act that came back, in the room or beside it, with its words in full. */
export const Returned = ({ room: { scene, session } }: { room: DeskRoom }) => (
  <>
    {scene.returned && <Back words={scene.returned.words} onDismiss={() => session.dismissReturned()} />}
    {Object.values(scene.sideReturned).map(({ mid, channel, words }) => (
      <Back key={mid} words={words} onDismiss={() => session.dismissSideReturned(channel)} />
    ))}
  </>
)

type Props = { words: SideWords | undefined; onDismiss(): void }

const Back = ({ words, onDismiss }: Props) => {
  const lines = Object.entries(words ?? {}).flatMap(([field, value]) => saidIn(field, value))
  return (
    <section className="came-back" role="status">
      <p className="small">{lines.length > 0 ? text.returnedWords : text.returned}</p>
      <Paragraphs lines={lines} />
      <Button className="button quiet" onPress={onDismiss}>
        {text.allRight}
      </Button>
    </section>
  )
}

/** What a field says to a reader; a number, or what only a device reads, says nothing. */
const saidIn = (field: string, value: SideWords[string]): string[] => {
  if (typeof value === 'number' || UNSAID.has(field)) return []
  if (typeof value === 'string') return value ? [value] : []
  if (value.length === 0) return []
  return [field === 'rows' ? rowsLine(value) : value.join(' · ')]
}
const UNSAID: ReadonlySet<string> = new Set(['to', 'coach', 'ask', 'kind', 'seqs'])
