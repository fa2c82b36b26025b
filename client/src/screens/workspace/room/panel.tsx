import { CHAPTERS, isPartner } from '@haven/shared/steps.ts'
import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from 'react'
import { titleOf } from '../../../text/prompts.ts'
import { parts } from '../../../text/talk.en.ts'
import { third } from '../../../text/third.en.ts'
import { room as text, standing } from '../../../text/workspace.en.ts'
import { newWhispers } from '../face.ts'
import { Links } from '../links.tsx'
import { useSince } from '../minute.ts'
import { hereLine, openLinks, roundLine, turnLine } from '../standing.ts'
import type { DeskTools } from '../unlocked.ts'
import { Agree } from './agree.tsx'
import { Bookmarks } from './bookmarks.tsx'
import { Controls } from './controls.tsx'
import type { DeskRoom } from './desk-room.ts'
import { DeskDevices } from './devices.tsx'
import { Guide } from './guide.tsx'
import { Note } from './note.tsx'
import { Practice } from './practice.tsx'
import { Returned } from './returned.tsx'
import { type Tab, Tabs } from './tabs.tsx'
import { Whispers } from './whispers.tsx'

type Props = {
  room: DeskRoom
  tools: DeskTools
  anchor: number | undefined
  onAnchor: Dispatch<SetStateAction<number | undefined>>
}

/** The step on top, the pace below it, the facts in one line, and one tool at a time. */
export const Panel = ({ room, tools, anchor, onAnchor }: Props) => (
  <aside className="panel" aria-label={text.panel}>
    <Step room={room} />
    <Controls room={room} />
    <Facts room={room} />
    <Returned room={room} />
    <Tools room={room} tools={tools} anchor={anchor} onAnchor={onAnchor} />
    <DeskDevices room={room} />
    <p>
      <button
        type="button"
        className="linklike"
        onClick={() => tools.go({ kind: 'review', session: room.scene.session, from: 'room' })}
      >
        {third.lookBack}
      </button>
    </p>
  </aside>
)

/** Takes the focus when the room is gone into, and never after. */
const Step = ({ room: { scene, watch } }: { room: DeskRoom }) => {
  const { step, chapter } = watch
  const since = useSince(watch.since)
  const path = chapter && parts.pathLine(CHAPTERS.indexOf(chapter) + 1, CHAPTERS.length, parts.chapters[chapter])
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="step">
      <p className="small soft">{[path, since].filter(Boolean).join(' · ')}</p>
      <h1 ref={heading} tabIndex={-1}>
        {titleOf(step)}
      </h1>
      <p className="turn" role="status">
        {turnLine(scene, watch)}
      </p>
    </section>
  )
}

const Facts = ({ room: { scene, watch, name } }: { room: DeskRoom }) => {
  const facts = [
    roundLine(watch),
    ...watch.marked.filter(isPartner).map(seat => standing.marked(name(seat))),
    ...(watch.pause?.back ?? []).map(seat => standing.back(name(seat))),
    watch.missing && standing.missing(name(watch.missing.by)),
    hereLine(scene),
  ]
  return <p className="small">{facts.filter(Boolean).join(' · ')}</p>
}

/** Which tools there are depends on the talk; which one is open is the therapist’s own choice. */
const Tools = ({ room, tools, anchor, onAnchor }: Props) => {
  const { scene, session, may, watch } = room
  const [chosen, setChosen] = useState<string>()
  const [before, setBefore] = useState(anchor)
  if (anchor !== before) {
    setBefore(anchor)
    if (anchor !== undefined && chosen !== 'note') setChosen('marks')
  }
  const news = newWhispers(scene, session).length > 0
  const mayAgree = watch.step === 'arrive.consent' && may('agreed') && !watch.marked.includes('therapist')
  const tabs: (Tab | false)[] = [
    mayAgree && { id: 'agree', label: text.tabs.agree, body: <Agree room={room} /> },
    openLinks(scene).length > 0 && { id: 'links', label: text.tabs.links, body: <Links session={session} /> },
    { id: 'guide', label: text.tabs.guide, body: <Guide room={room} /> },
    {
      id: 'whisper',
      label: news ? `${text.tabs.whisper} · ${text.news}` : text.tabs.whisper,
      body: <Whispers room={room} />,
    },
    {
      id: 'marks',
      label: text.tabs.marks,
      body: <Bookmarks room={room} labels={tools.content.bookmarks} anchor={anchor} onAnchor={onAnchor} />,
    },
    { id: 'note', label: text.tabs.note, body: <Note room={room} anchor={anchor} /> },
    scene.mode === 'practice' && {
      id: 'practice',
      label: text.tabs.practice,
      body: <Practice room={room} tools={tools} />,
    },
  ]
  return <Tabs label={text.tools} tabs={tabs.filter(tab => tab !== false)} chosen={chosen} onChoose={setChosen} />
}
