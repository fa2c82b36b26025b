import type { SideEntry } from '@haven/shared/acts.ts'
import { whisperOf } from '@haven/shared/channels.ts'
import { useState } from 'react'
import { Button } from '../parts/button.tsx'
import { Paragraphs } from '../parts/letter.tsx'
import { nameOf } from '../parts/names.ts'
import type { Room } from '../parts/room.ts'
import { voiceOf } from '../parts/voice.ts'
import { whispersOf } from '../parts/whispered.ts'
import type { Told } from '../session/scene.ts'
import { buttonOf, fill } from '../text/prompts.ts'
import { whisper as text } from '../text/whisper.en.ts'
import { Scrolled } from '../parts/scrolled.tsx'
import { parts } from '../text/talk.en.ts'

/** What was written so far between two, as letters; what is on its way is never shown as sent (C6). */
export const Exchange = ({ room }: { room: Room }) => {
  const lines = whispersOf(room)
  const going = room.scene.sidePending.filter(
    ({ channel, act }) => channel === whisperOf(room.scene.seat) && act.type === 'whispered',
  )
  if (lines.length + going.length === 0) return <p className="small soft">{text.empty}</p>
  return (
    <Scrolled className="told exchange" role="log" label={fill(text.log, room.fill)}>
      {lines.map(told => (
        <Line key={told.entry.seq} room={room} told={told} />
      ))}
      {going.map(({ mid, words }) => (
        <article key={mid} className="letter past" data-voice={voiceOf(room.scene.seat)}>
          <footer>{parts.onItsWay}</footer>
          <Paragraphs lines={paragraphs(words?.['text'])} />
        </article>
      ))}
    </Scrolled>
  )
}

type LineProps = { room: Room; told: Told<SideEntry> }

const Line = ({ room, told }: LineProps) => (
  <article className="letter past" data-voice={voiceOf(told.entry.by)}>
    <footer>{nameOf(room, told.entry.by)}</footer>
    <Words told={told} />
    {told.entry.by === room.scene.seat && told.state !== 'erased' && <Erase room={room} seq={told.entry.seq} />}
  </article>
)

const Words = ({ told: { words, state } }: Pick<LineProps, 'told'>) => {
  if (state !== 'open') return <p className="soft small">{parts.unseen[state]}</p>
  const said = typeof words === 'object' ? words : { text: words ?? '' }
  const { text: line, link } = said as { text?: unknown; link?: unknown }
  return (
    <>
      <Paragraphs lines={paragraphs(line)} />
      {typeof link === 'string' && <Invitation link={link} />}
    </>
  )
}

/** Only an invitation to this same Haven can be pressed; anything else is text. */
const Invitation = ({ link }: { link: string }) =>
  isInvitation(link) ? (
    <p>
      <a href={link} rel="noreferrer">
        {text.link}
      </a>
    </p>
  ) : (
    <p className="address">{link}</p>
  )

const isInvitation = (link: string): boolean => {
  const url = URL.canParse(link) ? new URL(link) : undefined
  return url?.origin === location.origin && url.pathname === '/join'
}

/** One’s own line, after being asked once more. */
const Erase = ({ room, seq }: { room: Room; seq: number }) => {
  const [isSure, setSure] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const erase = () => {
    setFailed(false)
    setSure(false)
    room.session.act({ type: 'erased', seqs: [seq] }, undefined, whisperOf(room.scene.seat)).catch(() => {
      setFailed(true)
      setSure(true)
    })
  }
  if (!isSure)
    return (
      <p>
        <button type="button" className="linklike" onClick={() => setSure(true)}>
          {buttonOf('erased')}
        </button>
      </p>
    )
  return (
    <div className="stack" role="group" aria-label={buttonOf('erased')}>
      <p>{fill(text.eraseSure, room.fill)}</p>
      {hasFailed && <p role="alert">{text.notErased}</p>}
      <div className="equal pair">
        <Button onPress={erase}>{text.eraseYes}</Button>
        <Button onPress={() => setSure(false)}>{text.eraseNo}</Button>
      </div>
    </div>
  )
}

const paragraphs = (line: unknown): string[] =>
  typeof line === 'string' ? line.split(/\n\s*\n/).filter(part => part.trim() !== '') : []
