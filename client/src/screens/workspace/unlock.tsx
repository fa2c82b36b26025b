import { type SyntheticEvent, useId, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Door, Title } from '../../parts/door.tsx'
import { Radios } from '../../parts/radios.tsx'
import type { Typed as Secret } from '../../vault/workspace.ts'
import { app } from '../../text/en.ts'
import { door } from '../../text/workspace.en.ts'
import type { EntranceProps } from './unlocked.ts'
import { useHere } from './use-here.ts'

type Failure = keyof typeof door.failures
type Props = EntranceProps & { note: string | undefined; onBack(): void }

/** Six words or the printed code. A no tells nothing of whether there is such a workspace. Opened after it was left, it locks at once. */
export const Unlock = ({ parts, vault, note, onOpen, onBack }: Props) => {
  const [kind, setKind] = useState<'words' | 'code'>('words')
  const [typed, setTyped] = useState('')
  const [isOpening, setOpening] = useState(false)
  const [failed, setFailed] = useState<Failure>()
  const isHere = useHere()
  const opened = async (secret: Secret) => {
    const here = await parts()
    return { ...(await vault.open(here, secret)), here }
  }
  const open = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (isOpening || typed.trim() === '') return
    setFailed(undefined)
    setOpening(true)
    const ways = kind === 'words' ? { phrase: typed.trim() } : { code: typed.trim() }
    const secret = { kind, ...ways } as Secret
    const answer = await opened(secret).catch(() => FAILED)
    if (!isHere()) return answer.kind === 'open' && answer.workspace.lock()
    setOpening(false)
    if (answer.kind === 'open') return onOpen({ workspace: answer.workspace, parts: answer.here, ways })
    setFailed(answer.kind)
  }
  return (
    <form onSubmit={open}>
      <Door title={door.title}>
        <div className="prompt">
          <Title>{door.unlock}</Title>
          {note && <p role="status">{note}</p>}
        </div>
        <Radios legend={door.how} value={kind} options={KINDS} onChange={setKind} />
        <Secretly label={kind === 'words' ? door.words : door.code} value={typed} onChange={setTyped} />
        {failed && (
          <p role="alert" className={failed === 'rolledBack' ? 'notice' : undefined}>
            {door.failures[failed]}
          </p>
        )}
        <p role="status" className="status">
          {isOpening && door.opening}
        </p>
        <div className="acts">
          <Button type="submit" className="button main" isDisabled={isOpening}>
            {door.open}
          </Button>
          <Button className="button quiet" onPress={onBack}>
            {app.back}
          </Button>
        </div>
      </Door>
    </form>
  )
}

const FAILED = { kind: 'failed' } as const

const KINDS = [
  { value: 'words', label: door.byWords },
  { value: 'code', label: door.byCode },
] as const

/** Nothing offers to keep it, to mend it or to send it away for spelling. */
const Secretly = ({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) => {
  const id = useId()
  return (
    <div className="ask">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="write secret"
        value={value}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-1p-ignore=""
        onChange={event => onChange(event.target.value)}
      />
    </div>
  )
}
