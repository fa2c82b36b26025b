import { isPartner, otherOf, type Partner } from '@haven/shared/steps.ts'
import { useMemo, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Radios } from '../../parts/radios.tsx'
import { titleOf } from '../../text/prompts.ts'
import { replay as text } from '../../text/review.en.ts'
import { parts } from '../../text/talk.en.ts'
import type { Look } from './look.ts'
import { Drawing } from './picture.tsx'
import type { Reader } from './reader.ts'
import { momentsOf, type Seen, seenAt } from './replaying.ts'
import type { Row } from './rows.ts'
import { Stage } from './stage.tsx'
import { usePlaying } from './use-playing.ts'

type Props = {
  reader: Reader
  look: Look
  rows: readonly Row[]
  here: number | undefined
  onChoose(seq: number): void
  onRead(): void
}

/** The talk once more, moment by moment, as each of the two had it. */
export const Replay = ({ reader, look, rows, here, onChoose, onRead }: Props) => {
  const moments = useMemo(() => momentsOf(look, rows), [look, rows])
  const [seat, setSeat] = useState<Partner>(isPartner(reader.seat) ? reader.seat : 'p1')
  const at = Math.max(
    0,
    moments.findLastIndex(seq => seq <= (here ?? 0)),
  )
  const seq = moments[at]
  const row = rows.find(one => one.seq === seq)
  const go = (next: number) => onChoose(moments[Math.min(moments.length - 1, Math.max(0, next))]!)
  const playing = usePlaying(at, moments.length, row?.text ?? '', go)
  if (seq === undefined) return <p className="soft">{text.empty}</p>
  const step = (by: number) => {
    playing.rest()
    go(at + by)
  }
  const seen = seenAt(reader, look, seq, seat)
  return (
    <section className="replay" aria-label={text.label}>
      <Drawing
        course={look.course}
        here={seq}
        onGo={wanted => {
          playing.rest()
          onChoose(wanted)
        }}
      />
      <input
        type="range"
        aria-label={text.at}
        min={0}
        max={moments.length - 1}
        value={at}
        aria-valuetext={placeLine(seen)}
        onChange={event => step(Number(event.target.value) - at)}
      />
      <div className="acts">
        <Button onPress={playing.toggle}>{playing.isPlaying ? text.rest : text.play}</Button>
        <Button className="button quiet" isDisabled={at === 0} onPress={() => step(-1)}>
          {text.back}
        </Button>
        <Button className="button quiet" isDisabled={at === moments.length - 1} onPress={() => step(1)}>
          {text.on}
        </Button>
        <Button className="button quiet" onPress={onRead}>
          {text.read}
        </Button>
        <Radios legend={text.who} value={seat} options={seatsFor(reader)} onChange={setSeat} />
      </div>
      <Stage reader={reader} rows={rows} seen={seen} seat={seat} now={row} />
    </section>
  )
}

const placeLine = ({ chapter, place }: Seen): string =>
  chapter ? text.value(parts.chapters[chapter], titleOf(place)) : titleOf(place)

const seatsFor = ({ seat, name }: Reader): { value: Partner; label: string }[] =>
  (isPartner(seat) ? [seat, otherOf(seat)] : (['p1', 'p2'] as const)).map(value => ({
    value,
    label: value === seat ? text.sawOwn : text.saw(name(value)),
  }))
