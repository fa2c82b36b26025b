import { isPartner } from '@haven/shared/steps.ts'
import type { Room } from '../../parts/room.ts'
import { take } from '../../text/along.en.ts'
import { erasing as text, permission } from '../../text/review.en.ts'
import { Forget } from '../ending.tsx'
import { Erase } from '../erase.tsx'
import { OwnMeasures } from '../measures/own-measures.tsx'
import { Keeping } from './keeping.tsx'
import { Permission } from './permission.tsx'
import type { PartnerReader, Reader } from './reader.ts'
import { TakeAlong } from './take.tsx'

/** What one allows, how long the talk is kept, and what one takes out of it. */
export const Yours = ({ room, reader }: { room: Room; reader: Reader }) =>
  isOfPartner(reader) ? (
    <div className="yours">
      <OwnMeasures room={room} />
      <h2>{permission.title}</h2>
      <Permission reader={reader} kind="review" />
      <h2>{take.title}</h2>
      <TakeAlong reader={reader} />
      <h2>{text.kept}</h2>
      <Keeping reader={reader} />
      <section className="stack" aria-label={text.title}>
        <h3>{text.title}</h3>
        <p>{text.one}</p>
        <Erase room={room} />
        <Forget room={room} />
      </section>
    </div>
  ) : null

export const isOfPartner = (reader: Reader): reader is PartnerReader => isPartner(reader.seat)
