import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Title } from '../../parts/door.tsx'
import { Radios } from '../../parts/radios.tsx'
import type { Part, WhisperPolicy } from '../../session/scene.ts'
import { createSupervised } from '../../session/supervise.ts'
import { CARDS, cardOf, OWN } from '../../text/cards.en.ts'
import { begin as text, list as listText, workspace as words } from '../../text/workspace.en.ts'
import { NameField } from './fields.tsx'
import type { DeskTools } from './unlocked.ts'
import { useHere } from './use-here.ts'
import { useTrying } from './use-trying.ts'

type Failure = keyof typeof text.failed
type Kind = 'supervised' | 'practice'
type Wishes = {
  alias: string
  setting: 'apart' | 'together'
  keepDays: number
  policy: WhisperPolicy
  card: string
  p1: Part
}

const FIRST: Wishes = {
  alias: '',
  setting: 'apart',
  keepDays: 90,
  policy: 'safety-only',
  card: CARDS[0]?.id ?? OWN,
  p1: 'injured',
}

/** One page, one press, and two links come of it. Once they are made only the name can still fail, and a press begins no second talk. */
export const NewTalk = (props: DeskTools & { of: Kind }) => {
  const { of, go } = props
  const [wishes, setWishes] = useState(FIRST)
  const { attempt, made, isTrying, failed } = useMaking(props, wishes)
  const change = (some: Partial<Wishes>) => setWishes({ ...wishes, ...some })
  return (
    <main>
      <form className="stack wishes" onSubmit={attempt}>
        <div className="prompt">
          <Title>{text.title[of]}</Title>
          <p>{text.lead[of]}</p>
        </div>
        <NameField
          label={listText.alias}
          why={listText.aliasWhy}
          hint={text.aliasHint}
          value={wishes.alias}
          onChange={alias => change({ alias })}
        />
        {!made && of === 'practice' && <Card wishes={wishes} onChange={change} />}
        {!made && <Terms wishes={wishes} onChange={change} />}
        {failed && <p role="alert">{text.failed[failed]}</p>}
        <div className="acts">
          <Button type="submit" className="button main" isDisabled={isTrying}>
            {isTrying ? text.making : text.make}
          </Button>
          <Button className="button quiet" onPress={() => go({ kind: 'list' })}>
            {words.cancel}
          </Button>
        </div>
      </form>
    </main>
  )
}

/** From the wishes to a talk with a name. `made`: the session, once the server has it. */
const useMaking = ({ of, parts, workspace, content, go }: DeskTools & { of: Kind }, wishes: Wishes) => {
  const [made, setMade] = useState<string>()
  const isHere = useHere()
  const take = async (): Promise<Failure | undefined> => {
    const answer = made ? { kind: 'created' as const, session: made } : await create()
    if (answer.kind !== 'created') return answer.kind in text.failed ? (answer.kind as Failure) : 'failed'
    const { session } = answer
    setMade(session)
    try {
      await workspace.addCouple(session, { alias: wishes.alias.trim() || words.unnamed, kind: of })
    } catch {
      return 'notNamed'
    }
    if (isHere()) go({ kind: 'links', session })
    return undefined
  }
  const create = () => {
    const { alias: _, card, p1, ...asked } = wishes
    const practice = of === 'practice' ? { practice: { card, p1 } } : {}
    return createSupervised(parts, workspace.keyring, { ...asked, ...practice, name: content.name, mode: of })
  }
  return { made, ...useTrying(take) }
}

type Wishing = { wishes: Wishes; onChange(some: Partial<Wishes>): void }

const Terms = ({ wishes, onChange }: Wishing) => (
  <>
    <Radios
      legend={text.where}
      value={wishes.setting}
      options={[
        { value: 'apart', label: text.places.apart },
        { value: 'together', label: text.places.together },
      ]}
      onChange={setting => onChange({ setting })}
    />
    <Radios
      legend={text.keep}
      value={wishes.keepDays}
      options={text.keeps.map(({ days, label }) => ({ value: days, label }))}
      onChange={keepDays => onChange({ keepDays })}
    />
    <div className="lines">
      <Radios
        legend={text.policy}
        value={wishes.policy}
        options={text.policies}
        onChange={policy => onChange({ policy })}
      />
      <p className="soft small">{text.policyWhy}</p>
    </div>
  </>
)

const Card = ({ wishes, onChange }: Wishing) => (
  <>
    <div className="lines">
      <Radios
        legend={text.card}
        value={wishes.card}
        options={[...CARDS.map(({ id, title, kind }) => ({ value: id, label: text.cardLabel(title, kind) })), OWN_CARD]}
        onChange={card => onChange({ card })}
      />
      <Begins card={wishes.card} />
    </div>
    <Radios
      legend={text.hurt}
      value={wishes.p1}
      options={[
        { value: 'injured', label: text.hurts.injured },
        { value: 'injuring', label: text.hurts.injuring },
      ]}
      onChange={p1 => onChange({ p1 })}
    />
  </>
)
/** The first lines of both sides of a card, to choose by. */
const Begins = ({ card }: { card: string }) => {
  const sides = cardOf(card)?.sides
  if (!sides) return null
  return (
    <details>
      <summary>{text.cardBegins}</summary>
      {[sides.injured, sides.injuring].map(({ who, happened }) => (
        <p className="small" key={who}>
          {who} {firstOf(happened)}
        </p>
      ))}
    </details>
  )
}

const firstOf = (lines: string): string => /^.+?[.?](?=[”’]?\s|$)/.exec(lines)?.[0] ?? lines

const OWN_CARD: { value: string; label: string } = { value: OWN, label: text.ownCard }
