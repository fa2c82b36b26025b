import { Button } from '../parts/button.tsx'
import { momentOf } from '../parts/day.ts'
import { Door, Title } from '../parts/door.tsx'
import { trouble, type TroubleWords } from '../text/en.ts'

export type TroubleKind = keyof typeof trouble.kinds

type TroubleProps = { kind: TroubleKind; at?: number | undefined; onAgain?: (() => void) | undefined }

/** What happened, what is safe, one thing to do. `at`: when a link was used, in seconds. */
export const Trouble = ({ kind, at, onAgain }: TroubleProps) => {
  const words: TroubleWords = trouble.kinds[kind]
  return (
    <Door title={words.title}>
      <div className="prompt">
        <Title>{words.title}</Title>
        {at !== undefined && <p>{trouble.usedOn(momentOf(at * 1000))}</p>}
        <p>{words.text}</p>
        <p>{words.safe}</p>
      </div>
      <p className="acts">
        <OneThing act={words.act} onAgain={onAgain} />
      </p>
    </Door>
  )
}

const OneThing = ({ act, onAgain }: { act: TroubleWords['act']; onAgain: TroubleProps['onAgain'] }) => {
  if (act === 'again' && onAgain) return <Button onPress={onAgain}>{trouble.again}</Button>
  if (act === 'reload' || act === 'again') return <Button onPress={() => location.reload()}>{trouble.reload}</Button>
  return act === 'start' ? (
    <a className="button" href="/">
      {trouble.start}
    </a>
  ) : null
}
