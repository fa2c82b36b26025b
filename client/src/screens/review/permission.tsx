import { otherOf, type Partner } from '@haven/shared/steps.ts'
import { pressesOf } from '@haven/shared/view.ts'
import { Button } from '../../parts/button.tsx'
import { fill } from '../../text/prompts.ts'
import { permission as text } from '../../text/review.en.ts'
import { allowedBy } from './look.ts'
import type { Reader } from './reader.ts'

type Kind = 'review' | 'export'
type Props = { reader: Reader & { readonly seat: Partner }; kind: Kind; heading?: 'h2' | 'h3' }

/** Allowed in one press, taken back in one press; who else has allowed stands beside it. */
export const Permission = ({ reader, kind, heading: Heading = 'h3' }: Props) => {
  const { seat, scene, press } = reader
  const allowed = allowedBy(scene, kind)
  const isMine = allowed.includes(seat)
  const isTheirs = allowed.includes(otherOf(seat))
  const type = isMine ? 'withdrew' : 'allowed'
  const isGoing = scene.pending.some(({ act }) => 'kind' in act && act.kind === kind)
  const mayPress = pressesOf(scene.snapshot, seat).get(type)?.includes(kind) === true
  return (
    <section className="stack permission" aria-label={text[kind].title}>
      <Heading>{text[kind].title}</Heading>
      <p>{text[kind].text}</p>
      <p role="status">{isGoing ? text.going : fill(standing(isMine, isTheirs), reader.fill)}</p>
      {mayPress && (
        <p className="acts">
          <Button aria-disabled={isGoing || undefined} onPress={() => isGoing || void press({ type, kind })}>
            {isMine ? text.takeBack : text.allow}
          </Button>
        </p>
      )}
    </section>
  )
}

const standing = (isMine: boolean, isTheirs: boolean): string => {
  if (isMine) return isTheirs ? text.both : text.own
  return isTheirs ? text.theirs : text.neither
}
