import type { SeatEntry } from '@haven/shared/acts.ts'
import type { ReactNode } from 'react'
import type { Told } from '../session/scene.ts'
import { fill } from '../text/prompts.ts'
import { parts as text } from '../text/talk.en.ts'
import { linesOf } from './lines.ts'
import { nameOf } from './names.ts'
import type { Room } from './room.ts'
import { toldOf } from './use-room.ts'
import { voiceOf } from './voice.ts'

type Props = { room: Room; entry: SeatEntry; kind: 'bare' | 'letter' | 'past'; label?: string | undefined }

const CLASSES = { bare: 'letter bare', letter: 'letter', past: 'letter past' } as const

/** A person's words as a letter. `label` tells who says it, by default their name. */
export const Letter = ({ room, entry, kind, label }: Props) => {
  const name = nameOf(room, entry.by)
  const footer = <footer key="name">{label ?? name}</footer>
  const body = <Body key="words" entry={entry} told={toldOf(room.scene, entry)} />
  return (
    <article
      className={CLASSES[kind]}
      data-voice={voiceOf(entry.by)}
      aria-label={label ?? fill(text.says, { partner: name })}
    >
      {kind === 'past' ? [footer, body] : [body, footer]}
    </article>
  )
}

const Body = ({ entry, told }: { entry: SeatEntry; told: Told | undefined }) => {
  const state = told?.state ?? 'sealed'
  if (state !== 'open') return <Line>{text.unseen[state]}</Line>
  const lines = linesOf(entry, told?.words)
  if (lines.length > 0) return <Paragraphs lines={lines} />
  return <Line>{entry.act.type === 'spoke' && entry.act.aloud ? text.aloud : text.noWords}</Line>
}

export const Paragraphs = ({ lines }: { lines: readonly string[] }) =>
  lines.map((line, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- said words never change their order
    <p key={index} className="said-line" dir="auto">
      {line}
    </p>
  ))

const Line = ({ children }: { children: ReactNode }) => <p className="soft small">{children}</p>
