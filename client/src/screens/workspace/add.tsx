import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Title } from '../../parts/door.tsx'
import { joinAsTherapist } from '../../session/supervise.ts'
import { previewInvite } from '../../session/talks.ts'
import { add as text, list as listText, workspace as words } from '../../text/workspace.en.ts'
import { NameField } from './fields.tsx'
import type { DeskTools } from './unlocked.ts'
import { useHere } from './use-here.ts'
import { useTrying } from './use-trying.ts'

type Failure = keyof typeof text.failed | 'cut'

/** A couple whose partners sent a link for the third seat. Nothing is claimed before the press. */
export const Add = ({ href = '', parts, workspace, content, go }: DeskTools & { href: string | undefined }) => {
  const [link, setLink] = useState(href)
  const [alias, setAlias] = useState('')
  const isHere = useHere()
  const take = async (): Promise<Failure | undefined> => {
    const preview = await previewInvite(parts, link.trim())
    if (preview?.seat !== 'therapist') return 'cut'
    const answer = await joinAsTherapist(parts, workspace.keyring, link.trim(), { name: content.name })
    if (answer.kind !== 'joined') return answer.kind
    const { session } = answer
    await workspace.addCouple(session, { alias: alias.trim() || words.unnamed, kind: 'supervised' })
    if (isHere()) go({ kind: 'room', session })
    return undefined
  }
  const { attempt, isTrying, failed } = useTrying(take)
  return (
    <main>
      <form className="stack wishes" onSubmit={attempt}>
        <div className="prompt">
          <Title>{text.title}</Title>
          <p>{text.lead}</p>
        </div>
        <NameField label={text.field} value={link} maxLength={400} spellCheck={false} onChange={setLink} />
        <NameField label={listText.alias} why={listText.aliasWhy} value={alias} onChange={setAlias} />
        {failed && <p role="alert">{failed === 'cut' ? text.cut : text.failed[failed]}</p>}
        <div className="acts">
          <Button type="submit" className="button main" isDisabled={isTrying || link.trim() === ''}>
            {isTrying ? text.joining : text.join}
          </Button>
          <Button className="button quiet" onPress={() => go({ kind: 'list' })}>
            {words.cancel}
          </Button>
        </div>
      </form>
    </main>
  )
}
