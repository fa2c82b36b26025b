import type { Gate } from '@haven/shared/steps.ts'
import type { Room } from '../../parts/room.ts'
import { buttonOf } from '../../text/prompts.ts'
import { steps } from '../../text/steps.en.ts'
import { Press } from './press.tsx'

/** After two answers that were not a yes: no count and no verdict, only kinder ways to go on. */
export const Kind = ({ room, gate }: { room: Room; gate: Gate | undefined }) =>
  gate && (room.scene.snapshot?.context.counts[gate] ?? 0) >= 2 ? (
    <div>
      <p>{steps.kind}</p>
      <p className="acts">
        <Press room={room} act={{ type: 'paused', minutes: 20 }} label={buttonOf('needMoment')} />
      </p>
    </div>
  ) : null
