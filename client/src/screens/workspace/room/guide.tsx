import type { Partner } from '@haven/shared/steps.ts'
import { isPartner } from '@haven/shared/steps.ts'
import { Button } from '../../../parts/button.tsx'
import { Radios } from '../../../parts/radios.tsx'
import { fill, promptsOf, whyOf } from '../../../text/prompts.ts'
import { guide as text } from '../../../text/workspace.en.ts'
import { linesFor } from '../../../text/workspace-prompts.en.ts'
import { Area } from '../fields.tsx'
import { Unsent } from '../unsent.tsx'
import { type DeskRoom, fillFor, hurtIn } from './desk-room.ts'
import { wordOf } from './facts.ts'
import { useLetter } from './use-letter.ts'

type To = Partner | 'both'

/** Words beside the prompt of the step. Each step has a page of its own, which waits there should the talk come back. */
export const Guide = ({ room }: { room: DeskRoom }) =>
  room.may('guided') ? <Page key={room.watch.step} room={room} /> : <p className="soft">{text.refused}</p>

/** A way to say it fills the page first; it goes at a press of its own. */
const Page = ({ room }: { room: DeskRoom }) => {
  const letter = useLetter(room, `desk.guide.${room.watch.step}`, (words, to) =>
    room.press({ type: 'guided' }, { text: words, ...(to ? { to } : {}) }),
  )
  const { said, change, send, isReady, failed } = letter
  const to: To = isPartner(letter.to) ? letter.to : 'both'
  const take = (line: string, of: To = 'both') => change(line, of === 'both' ? '' : of)
  return (
    <div className="stack">
      <Area label={text.field} hint={text.hint} value={said} onChange={line => take(line, to)} />
      <Radios<To>
        legend={text.to}
        value={to}
        options={[
          { value: 'both', label: text.both },
          { value: 'p1', label: room.name('p1') },
          { value: 'p2', label: room.name('p2') },
        ]}
        onChange={next => take(said, next)}
      />
      <p className="acts">
        <Button isDisabled={!isReady} onPress={send}>
          {text.send}
        </Button>
        <span className="soft small">{text.why}</span>
      </p>
      <Unsent failed={failed} />
      <Advice room={room} />
      <Ways room={room} onTake={take} />
      <Shown room={room} />
    </div>
  )
}

/** For the therapist’s own eyes. */
const Advice = ({ room }: { room: DeskRoom }) => (
  <div className="advice small">
    <p className="soft">{whyOf(room.watch.step)}</p>
    {linesFor(placeIn(room), 'advice', settingIn(room)).map(line => (
      <p key={line}>{line}</p>
    ))}
  </div>
)

const placeIn = ({ watch }: DeskRoom) => watch.overlay ?? watch.step
const settingIn = ({ scene }: DeskRoom) => scene.opened?.setting ?? 'apart'

/** Sentences to begin from: for the pace, and the other prompts of this step. */
const Ways = ({ room, onTake }: { room: DeskRoom; onTake(line: string, to?: To): void }) => {
  const others = promptsIn(room)
  const sayings = linesFor(placeIn(room), 'say', settingIn(room))
  return (
    <>
      <h2 className="small soft">{text.ways}</h2>
      <ul className="plain">
        {sayings.map(line => (
          <li key={line}>
            <Way label={line} onPress={() => onTake(line)} />
          </li>
        ))}
      </ul>
      <div className="acts ways">
        <Way label={text.smaller} onPress={() => onTake(text.smallerText)} />
        <Way label={text.slower} onPress={() => onTake(text.slowerText)} />
        {room.watch.step.includes('reflect') && <Way label={text.ownWords} onPress={() => onTake(text.ownWordsText)} />}
        <Explain room={room} onTake={onTake} />
      </div>
      {others.length > 0 && (
        <details>
          <summary>{text.others}</summary>
          <ul className="plain">
            {others.map(({ line, to }) => (
              <li key={`${to}${line}`}>
                <Way label={line} onPress={() => onTake(line, to)} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

const Way = ({ label, onPress }: { label: string; onPress(): void }) => (
  <button type="button" className="linklike" onClick={onPress}>
    {label}
  </button>
)

/** The explanation is opened by a yes of the one who was hurt alone; here stands only the question. */
const Explain = ({ room, onTake }: { room: DeskRoom; onTake(line: string, to?: To): void }) => {
  const hurt = hurtIn(room)
  if (!hurt || !['own.landed', 'own.invite'].includes(room.watch.step)) return null
  return <Way label={text.explain} onPress={() => onTake(text.explainText(room.name(hurt)), hurt)} />
}

/** What Haven itself would ask here, said to whoever has the turn. */
const promptsIn = (room: DeskRoom): { line: string; to: Partner }[] => {
  const hurt = hurtIn(room)
  return room.watch.turn.slice(0, 1).flatMap(to => {
    const role = hurt && (to === hurt ? 'injured' : 'injuring')
    const lines = promptsOf(placeIn(room), role, settingIn(room))
    return lines.map(line => ({ line: fill(line, fillFor(room, to)), to }))
  })
}

const Shown = ({ room }: { room: DeskRoom }) => {
  const lines = room.watch.guided.flatMap(entry => {
    const line = wordOf(room, entry, 'text')
    const to = wordOf(room, entry, 'to')
    return line ? [{ seq: entry.seq, line, to: isPartner(to) ? room.name(to) : text.both }] : []
  })
  if (lines.length === 0) return null
  return (
    <>
      <h2 className="small soft">{text.here}</h2>
      <ul className="plain said-words" data-voice="t">
        {lines.toReversed().map(({ seq, line, to }) => (
          <li key={seq}>
            {line} <span className="soft small">{to}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
