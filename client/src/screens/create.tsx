import { type SyntheticEvent, useEffect, useState } from 'react'
import { Button } from '../parts/button.tsx'
import { canLock, loadParts, type LoadParts, type Place } from '../parts/device.ts'
import { Door, Title } from '../parts/door.tsx'
import { LeaveNote } from '../parts/leave-note.tsx'
import { Radios } from '../parts/radios.tsx'
import { readSecond, type Second } from '../session/held.ts'
import { createTalk } from '../session/talks.ts'
import { create } from '../text/en.ts'
import { Trouble, type TroubleKind } from './trouble.tsx'

/** `isSecond`: the talk that another one led to, with its name and its proposal taken from this device. */
type CreateProps = { onCreated: (place: Place) => void; isSecond?: boolean; parts?: LoadParts }
type Asked = { name: string; setting: 'apart' | 'together'; keepDays: number; therapist: boolean }

/** One page, one press. What was typed stays when the server can't be reached. */
export const Create = ({ onCreated, isSecond = false, parts = loadParts }: CreateProps) => {
  const second = useSecond(isSecond, parts)
  const [changed, setAsked] = useState<Partial<Asked>>({})
  const asked = { name: second?.name ?? '', setting: 'apart', keepDays: 30, therapist: false, ...changed } as const
  const [isMaking, setMaking] = useState(false)
  const [failed, setFailed] = useState<TroubleKind>()
  if (!canLock()) return <Trouble kind="insecure" />
  if (failed) return <Trouble kind={failed} onAgain={() => setFailed(undefined)} />

  const make = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (isMaking) return
    setMaking(true)
    const answer = await createTalk(await parts(), {
      ...asked,
      name: asked.name.trim(),
      ...(second ? { hurt: second.hurt } : {}),
    }).catch(unkept)
    setMaking(false)
    if (answer.kind === 'created') onCreated({ session: answer.session, seat: answer.seat })
    else setFailed(answer.kind)
  }
  return (
    <form onSubmit={make}>
      <Door
        title={create.title}
        look=""
        below={
          <p className="acts">
            <Button type="submit" className="button main" isDisabled={isMaking}>
              {isMaking ? create.making : create.make}
            </Button>
          </p>
        }
      >
        <div className="prompt">
          <Title>{create.title}</Title>
          <p>{create.lead}</p>
          {second && <p>{create.second}</p>}
        </div>
        <Wishes asked={asked} onChange={change => setAsked({ ...changed, ...change })} />
        <LeaveNote />
      </Door>
    </form>
  )
}

const useSecond = (isSecond: boolean, parts: LoadParts): Second | undefined => {
  const [second, setSecond] = useState<Second>()
  useEffect(() => {
    if (!isSecond || !canLock()) return
    void parts()
      .then(readSecond)
      .then(setSecond)
      .catch(() => {})
  }, [isSecond, parts])
  return second
}

/** IndexedDB may be shut, as in some private windows. */
const unkept = (): { kind: 'storage' } => ({ kind: 'storage' })

const Wishes = ({ asked, onChange }: { asked: Asked; onChange: (change: Partial<Asked>) => void }) => (
  <>
    <label className="ask">
      <span>{create.name}</span>
      <input
        className="write"
        value={asked.name}
        placeholder={create.nameHint}
        maxLength={60}
        autoComplete="off"
        onChange={event => onChange({ name: event.target.value })}
      />
    </label>
    <Radios
      legend={create.where}
      value={asked.setting}
      options={[
        { value: 'apart', label: create.places.apart },
        { value: 'together', label: create.places.together },
      ]}
      onChange={setting => onChange({ setting })}
    />
    <Radios
      legend={create.who}
      value={asked.therapist ? 'therapist' : 'two'}
      options={[
        { value: 'two', label: create.whos.two },
        { value: 'therapist', label: create.whos.therapist },
      ]}
      onChange={who => onChange({ therapist: who === 'therapist' })}
    />
    {asked.therapist && <p className="status">{create.therapistWhy}</p>}
    <Radios
      legend={create.keep}
      value={asked.keepDays}
      options={create.keeps.map(({ days, label }) => ({ value: days, label }))}
      onChange={keepDays => onChange({ keepDays })}
    />
  </>
)
