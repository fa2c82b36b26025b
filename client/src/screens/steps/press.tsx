import type { Act } from '@haven/shared/acts.ts'
import { Button } from '../../parts/button.tsx'
import { Choices } from '../../parts/choices.tsx'
import type { Room } from '../../parts/room.ts'
import { buttonOf } from '../../text/prompts.ts'
import { may, type Offer } from './offers.ts'

type PressProps = { room: Room; act: Act; label?: string; look?: 'quiet' | 'main' | 'plain' }

/** One button for one act; nothing where the machine would refuse it. */
export const Press = ({ room, act, label, look = 'quiet' }: PressProps) =>
  may(room, act.type, 'choice' in act ? act.choice : undefined) ? (
    <Button className={look === 'plain' ? 'button' : `button ${look}`} onPress={() => pressOnce(room, act)}>
      {label ?? buttonOf(act.type, room.view.step)}
    </Button>
  ) : null

/** An own act that is still on its way is not sent a second time. */
export const pressOnce = (room: Room, act: Act): void => {
  const onItsWay = room.scene.pending.some(one => one.step === room.view.step && one.act.type === act.type)
  if (!onItsWay) void room.press(act)
}

type OffersProps = { room: Room; offers: Offer[]; onPress?(offer: Offer): void }

/** Answers of one weight. */
export const Offers = ({ room, offers, onPress }: OffersProps) => {
  const press = (value: string) => {
    const offer = offers.find(one => one.value === value)
    if (offer) (onPress ?? (one => pressOnce(room, one.act)))(offer)
  }
  return offers.length > 0 ? <Choices options={offers} pair={offers.length > 1} onPress={press} /> : null
}
