import { whisperOf } from '@haven/shared/channels.ts'
import { gateOf, otherOf, type Partner } from '@haven/shared/steps.ts'
import { useRef, useState } from 'react'
import { Button } from '../../../parts/button.tsx'
import type { Practice as Practised } from '../../../session/scene.ts'
import { createSupervised } from '../../../session/supervise.ts'
import { cardOf } from '../../../text/cards.en.ts'
import { begin as beginText, practice as text, workspace as words } from '../../../text/workspace.en.ts'
import { Links } from '../links.tsx'
import { Opening } from '../opening.tsx'
import type { DeskTools } from '../unlocked.ts'
import { Unsent } from '../unsent.tsx'
import { useSend } from '../use-send.ts'
import { useSession } from '../use-sessions.ts'
import { type DeskRoom, hurtIn } from './desk-room.ts'

type Props = { room: DeskRoom; tools: DeskTools }

/** What may be tried in a practice and in no other talk. */
export const Practice = ({ room, tools }: Props) => {
  const { practice } = room.scene
  const { send, failed, isBusy } = useSend()
  const player = hurtIn(room) ?? playerIn(practice)
  const guide = (line: string, more: Record<string, string>) =>
    send(() => room.press({ type: 'guided' }, { text: line, ...more }))
  return (
    <div className="stack">
      <p className="small">
        {practice && text.card(cardOf(practice.card)?.title ?? beginText.ownCard)}{' '}
        {player && text.plays(room.name(player))}
      </p>
      <Asks room={room} player={player} isBusy={isBusy} onAsk={guide} />
      <Unsent failed={failed} isPress />
      {practice && <Again room={room} tools={tools} practice={practice} />}
    </div>
  )
}

type Asking = {
  room: DeskRoom
  player: Partner | undefined
  isBusy: boolean
  onAsk(line: string, more: Record<string, string>): void
}

/** A “partly” is asked for at a gate alone: what is asked elsewhere would be gone before the next one. */
const Asks = ({ room, player, isBusy, onAsk }: Asking) => {
  const isAtGate = gateOf(room.watch.step) !== undefined
  if (!room.may('guided')) return null
  return (
    <>
      <div className="acts">
        {player && isAtGate && (
          <Button isDisabled={isBusy} onPress={() => onAsk(text.partlyText, { ask: 'partly', to: player })}>
            {text.partly}
          </Button>
        )}
        <Button isDisabled={isBusy} onPress={() => onAsk(text.coachOffText, { coach: 'off' })}>
          {text.coachOff}
        </Button>
        <Button isDisabled={isBusy} onPress={() => onAsk(text.coachOnText, { coach: 'on' })}>
          {text.coachOn}
        </Button>
      </div>
      {player && <p className="small soft">{isAtGate ? text.partlyWhy(room.name(player)) : text.partlyLater}</p>}
    </>
  )
}

const playerIn = (practice: Practised | undefined): Partner | undefined =>
  practice?.p1 && (practice.p1 === 'injured' ? 'p1' : 'p2')

/** A new room from the same card with the parts swapped; this one stays as it is. */
const Again = ({ room, tools, practice }: Props & { practice: Practised }) => {
  const [made, setMade] = useState<string>()
  const begun = useRef<string>(undefined)
  const { send, failed, isBusy } = useSend()
  const { parts, workspace, content } = tools
  const begin = async () => {
    const { opened, policy } = room.scene
    const p1 = practice.p1 === 'injured' ? 'injuring' : 'injured'
    const answer = await createSupervised(parts, workspace.keyring, {
      name: content.name,
      mode: 'practice',
      setting: opened?.setting ?? 'apart',
      keepDays: opened?.keepDays ?? 30,
      policy: policy ?? 'none',
      practice: { card: practice.card, p1 },
    })
    if (answer.kind !== 'created') throw new Error(answer.kind)
    return answer.session
  }
  const make = async () => {
    const session = (begun.current ??= await begin())
    const alias = content.couples.find(couple => couple.session === room.scene.session)?.alias ?? words.unnamed
    await workspace.addCouple(session, { alias: text.aliasAgain(alias), kind: 'practice' })
    setMade(session)
  }
  if (made) return <Handed room={room} tools={tools} made={made} />
  return (
    <>
      <p className="acts">
        <Button isDisabled={isBusy} onPress={() => send(make)}>
          {isBusy ? text.making : text.again}
        </Button>
      </p>
      <p className="small soft">{failed ? beginText.failed.failed : text.againWhy}</p>
    </>
  )
}

/** Each their own link: by a whisper from here, or copied. */
const Handed = ({ room, tools, made }: Props & { made: string }) => {
  const next = useSession(tools.rooms, made)
  const [given, setGiven] = useState<readonly Partner[]>([])
  const { send, failed, isBusy } = useSend()
  const give = async (seat: Partner) => {
    const link = next?.get().invites[seat]?.link
    if (!link) return
    await room.session.act({ type: 'whispered' }, { text: text.whisperText, link }, whisperOf(seat))
    setGiven(before => [...before, seat])
  }
  const mayGive = (seat: Partner) => room.scene.mayWhisper && room.scene.endorsed.includes(seat)
  if (!next) return <Opening rooms={tools.rooms} session={made} />
  return (
    <div className="stack">
      <p>{text.made}</p>
      <div className="acts">
        {(['p1', otherOf('p1')] as const).filter(mayGive).map(seat =>
          given.includes(seat) ? (
            <span key={seat} role="status" className="status">
              {text.whispered(room.name(seat))}
            </span>
          ) : (
            <Button key={seat} isDisabled={isBusy} onPress={() => send(() => give(seat))}>
              {text.whisperLink(room.name(seat))}
            </Button>
          ),
        )}
      </div>
      <Unsent failed={failed} isPress />
      <Links session={next} />
      <p className="acts">
        <Button onPress={() => tools.go({ kind: 'room', session: made })}>{text.toNew}</Button>
      </p>
    </div>
  )
}
