import { type SyntheticEvent, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Title } from '../../parts/door.tsx'
import { making, own as text, workspace as words } from '../../text/workspace.en.ts'
import { KINDS, labelOf } from './bookmark-kinds.ts'
import { NameField } from './fields.tsx'
import { Paper } from './paper.tsx'
import type { DeskTools, Ways } from './unlocked.ts'
import { Unsent } from './unsent.tsx'
import { useSend } from './use-send.ts'

type Props = DeskTools & { onWays(ways: Ways): void }

/** What the therapist may change of the workspace itself. */
export const Own = (props: Props) => (
  <main className="own">
    <div className="prompt">
      <Title>{text.title}</Title>
    </div>
    <Labels {...props} />
    <WaysIn {...props} />
    <Erase {...props} />
  </main>
)

const Labels = ({ workspace, content }: Props) => {
  const [name, setName] = useState(content.name)
  const [labels, setLabels] = useState<Record<string, string>>(content.bookmarks)
  const [isSaved, setSaved] = useState(false)
  const { send, failed } = useSend()
  const save = (event: SyntheticEvent) => {
    event.preventDefault()
    const kept = Object.fromEntries(Object.entries(labels).filter(([, label]) => label.trim() !== ''))
    send(async () => {
      await workspace.change(before => ({ ...before, name: name.trim() || before.name, bookmarks: kept }))
      setSaved(true)
    })
  }
  return (
    <form className="stack" onSubmit={save} onChange={() => setSaved(false)}>
      <NameField label={text.name} why={text.nameWhy} value={name} onChange={setName} />
      <details>
        <summary>{text.bookmarks}</summary>
        <div className="labels">
          {KINDS.map(kind => (
            <NameField
              key={kind}
              label={labelOf(kind, {})}
              value={labels[kind] ?? ''}
              hint={labelOf(kind, {})}
              onChange={label => setLabels({ ...labels, [kind]: label })}
            />
          ))}
        </div>
      </details>
      <p className="acts">
        <Button type="submit">{text.save}</Button>
        <span role="status" className="status">
          {isSaved && text.saved}
        </span>
      </p>
      <Unsent failed={failed} isPress />
    </form>
  )
}

const WaysIn = ({ workspace, ways, onWays }: Props) => {
  const [phrase, setPhrase] = useState<string>()
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const make = async () => {
    const made = await workspace.newPhrase()
    setPhrase(made)
    setState('idle')
    onWays({ ...ways, phrase: made })
  }
  const renew = () => {
    setState('busy')
    make().catch(() => setState('failed'))
  }
  return (
    <section className="stack">
      <h2 className="strong">{text.ways}</h2>
      <p className="soft">{text.newPhraseWhy}</p>
      {phrase && (
        <div role="status" className="stack">
          <p>{making.shownLead}</p>
          <p className="phrase">{phrase}</p>
        </div>
      )}
      {state === 'failed' && <p role="alert">{text.newPhraseFailed}</p>}
      <div className="acts">
        <Button isDisabled={state === 'busy'} onPress={renew}>
          {state === 'busy' ? making.making : text.newPhrase}
        </Button>
        <Button onPress={() => window.print()}>{text.print}</Button>
      </div>
      <p className="soft small">{text.printWhy}</p>
      <Paper ways={ways} />
    </section>
  )
}

const Erase = ({ workspace }: Props) => {
  const [isAsking, setAsking] = useState(false)
  const [failed, setFailed] = useState(false)
  const erase = () => {
    setAsking(false)
    workspace.forget().catch(() => setFailed(true))
  }
  return (
    <section className="stack">
      {failed && <p role="alert">{text.notErased}</p>}
      <p className="acts">
        <Button className="button quiet stop" onPress={() => setAsking(true)}>
          {text.erase}
        </Button>
      </p>
      {isAsking && (
        <Dialog title={text.eraseTitle} onClose={() => setAsking(false)}>
          <p>{text.eraseText}</p>
          <div className="acts">
            <Button onPress={erase}>{text.eraseYes}</Button>
            <Button onPress={() => setAsking(false)}>{words.cancel}</Button>
          </div>
        </Dialog>
      )}
    </section>
  )
}
