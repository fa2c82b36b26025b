import { whisperOf } from '@haven/shared/channels.ts'
import type { SideEntry } from '@haven/shared/acts.ts'
import { isPartner, type Partner } from '@haven/shared/steps.ts'
import { useEffect, useState } from 'react'
import { Button } from '../../../parts/button.tsx'
import { Paragraphs } from '../../../parts/letter.tsx'
import { voiceOf } from '../../../parts/voice.ts'
import type { Scene, Told } from '../../../session/scene.ts'
import { room as roomText, whisper as text } from '../../../text/workspace.en.ts'
import { newWhispers, seeWhispers } from '../face.ts'
import { Area } from '../fields.tsx'
import { Unsent } from '../unsent.tsx'
import { useSend } from '../use-send.ts'
import type { DeskRoom } from './desk-room.ts'
import { Tabs } from './tabs.tsx'
import { useLetter } from './use-letter.ts'

const PARTNERS: readonly Partner[] = ['p1', 'p2']

/** Two exchanges that never touch: each is with one partner, and only one of them shows at a time. */
export const Whispers = ({ room }: { room: DeskRoom }) => {
  const { scene, session } = room
  const news = newWhispers(scene, session)
  const [chosen, setChosen] = useState<string>(news[0] ?? 'p1')
  const seat: Partner = isPartner(chosen) ? chosen : 'p1'
  const count = scene.threads[whisperOf(seat)]?.length ?? 0
  useEffect(() => seeWhispers(session, seat, count), [session, seat, count])
  if (!scene.policy || scene.policy === 'none') return <p>{isAskedIn(scene) ? text.noneHere : text.policies.none}</p>
  return (
    <>
      <Tabs
        label={roomText.tabs.whisper}
        chosen={seat}
        onChoose={setChosen}
        tabs={PARTNERS.map(one => ({
          id: one,
          label: one !== seat && news.includes(one) ? `${room.name(one)} · ${roomText.news}` : room.name(one),
          body: <Exchange room={room} seat={one} />,
        }))}
      />
      <p className="small soft">{text.policies[scene.policy]}</p>
    </>
  )
}

/** Somebody else began this talk, so the terms were not the therapist’s to choose. */
const isAskedIn = ({ told }: Scene): boolean => {
  const first = told.find(({ entry }) => entry.act.type === 'joined')?.entry.act
  return first?.type === 'joined' && first.seat !== 'therapist'
}

const Exchange = ({ room, seat }: { room: DeskRoom; seat: Partner }) => {
  const { scene } = room
  const channel = whisperOf(seat)
  const isShut = scene.shut.includes(channel)
  const thread = (scene.threads[channel] ?? []).filter(({ entry }) => entry.act.type === 'whispered')
  const going = scene.sidePending.filter(one => one.channel === channel && one.act.type === 'whispered')
  return (
    <section className="exchange" data-voice={voiceOf(seat)} aria-label={text.only(room.name(seat))}>
      <h2 className="who">{text.only(room.name(seat))}</h2>
      <div role="log" aria-live="off" className="stack">
        {thread.map(told => (
          <Whisper key={told.entry.seq} room={room} told={told} seat={seat} />
        ))}
        {going.map(({ mid, words }) => (
          <article key={mid} className="letter past" data-voice="t">
            <footer>{text.onItsWay}</footer>
            <Paragraphs lines={[String(words?.['text'] ?? '')]} />
          </article>
        ))}
      </div>
      {isShut ? <p className="small">{text.shut}</p> : <MayCompose room={room} seat={seat} />}
    </section>
  )
}

const MayCompose = ({ room, seat }: { room: DeskRoom; seat: Partner }) =>
  room.scene.mayWhisper && room.scene.endorsed.includes(seat) ? (
    <Compose room={room} seat={seat} />
  ) : (
    <p className="small">{text.waits(room.name(seat))}</p>
  )

type OneProps = { room: DeskRoom; told: Told<SideEntry>; seat: Partner }

const Whisper = ({ room, told, seat }: OneProps) => {
  const { entry, words, state } = told
  const said = typeof words === 'object' ? words['text'] : words
  const link = typeof words === 'object' ? words['link'] : undefined
  const { send, failed, isBusy } = useSend()
  const withdraw = () => send(() => room.session.act({ type: 'erased', seqs: [entry.seq] }, undefined, whisperOf(seat)))
  return (
    <article className="letter past" data-voice={voiceOf(entry.by)}>
      <footer>{room.name(entry.by)}</footer>
      {state === 'open' ? (
        <Paragraphs lines={[String(said ?? ''), link ? text.link : ''].filter(Boolean)} />
      ) : (
        <p className="soft small">{GONE[state]}</p>
      )}
      {entry.by === 'therapist' && state === 'open' && (
        <button type="button" className="linklike" disabled={isBusy} onClick={withdraw}>
          {text.erase}
        </button>
      )}
      <Unsent failed={failed} isPress />
    </article>
  )
}

const GONE = { erased: text.withdrawn, unreadable: text.unreadable, sealed: text.sealed } as const

/** Each partner has a page of their own to write on, kept under their own seat. */
const Compose = ({ room, seat }: { room: DeskRoom; seat: Partner }) => {
  const { said, change, send, isReady, failed } = useLetter(room, `desk.whisper.${seat}`, words =>
    room.session.act({ type: 'whispered' }, { text: words }, whisperOf(seat)),
  )
  const name = room.name(seat)
  return (
    <div className="stack">
      <Area label={text.field(name)} value={said} onChange={change} />
      <p className="acts">
        <Button isDisabled={!isReady} onPress={send}>
          {text.send(name)}
        </Button>
      </p>
      <Unsent failed={failed} />
    </div>
  )
}
