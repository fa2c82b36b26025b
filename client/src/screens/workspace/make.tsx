import { type SyntheticEvent, useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Door, Title } from '../../parts/door.tsx'
import { useLeaving } from '../../parts/leave.tsx'
import { app } from '../../text/en.ts'
import { door, making as text } from '../../text/workspace.en.ts'
import { NameField } from './fields.tsx'
import { Shown } from './shown.tsx'
import type { EntranceProps, Unlocked } from './unlocked.ts'
import { useHere } from './use-here.ts'

/** A name, then six words and a code that are shown this once. */
export const Make = ({ parts, vault, onOpen, onBack }: EntranceProps & { onBack(): void }) => {
  const [name, setName] = useState('')
  const [isMaking, setMaking] = useState(false)
  const [failed, setFailed] = useState<keyof typeof door.failures>()
  const [made, setMade] = useState<Unlocked>()
  const isHere = useHere()
  const letGo = useLockUnlessIn(made)
  if (made) return <Shown ways={made.ways} onEnter={() => onOpen(letGo(made))} />
  const created = async () => {
    const here = await parts()
    return { ...(await vault.create(here, name.trim())), here }
  }
  const make = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (isMaking) return
    setFailed(undefined)
    setMaking(true)
    const answer = await created().catch(() => FAILED)
    if (!isHere()) return answer.kind === 'created' && answer.workspace.lock()
    setMaking(false)
    if (answer.kind !== 'created') return setFailed(answer.kind)
    const { workspace, phrase, code, here } = answer
    setMade({ workspace, parts: here, ways: { phrase, code } })
  }
  return (
    <form onSubmit={make}>
      <Door title={text.title}>
        <div className="prompt">
          <Title>{text.title}</Title>
          <p>{text.lead}</p>
        </div>
        <NameField label={text.name} hint={text.nameHint} value={name} onChange={setName} />
        {failed && <p role="alert">{door.failures[failed]}</p>}
        <p role="status" className="status">
          {isMaking && text.making}
        </p>
        <div className="acts">
          <Button type="submit" className="button main" isDisabled={isMaking || name.trim() === ''}>
            {text.make}
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

/** A workspace that was made locks when its words are left, unless it is handed over to be gone into. */
const useLockUnlessIn = (made: Unlocked | undefined) => {
  const isIn = useRef(false)
  const lock = useCallback(() => {
    if (!isIn.current) made?.workspace.lock()
  }, [made])
  useLeaving(lock)
  useEffect(() => lock, [lock])
  return (workspace: Unlocked): Unlocked => {
    isIn.current = true
    return workspace
  }
}
