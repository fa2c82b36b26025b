import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { focusOn } from './focus-on.ts'

type Props = {
  /** What opens the question. */
  open: string
  title: string
  children?: ReactNode
  yes: string
  no: string
  onYes(): void
  /** How the press that opens it looks: a line among others, or a button of its own. */
  look?: 'line' | 'button'
}

/** A quiet press that asks once more, with answers of one weight. */
export const Sure = ({ open, title, children, yes, no, onYes, look = 'line' }: Props) => {
  const [isAsked, setAsked] = useState<boolean>()
  const ask = () => setAsked(true)
  const back = isAsked === undefined ? undefined : focusOn
  if (!isAsked && look === 'button')
    return (
      <p className="acts">
        <Button ref={back} className="button quiet" onPress={ask}>
          {open}
        </Button>
      </p>
    )
  if (!isAsked)
    return (
      <button ref={back} type="button" className="linklike" onClick={ask}>
        {open}
      </button>
    )
  const answer = () => {
    setAsked(false)
    onYes()
  }
  return (
    <div ref={focusOn} tabIndex={-1} className="stack sure" role="group" aria-label={title}>
      <p>{title}</p>
      {children}
      <div className="equal pair">
        <Button onPress={answer}>{yes}</Button>
        <Button onPress={() => setAsked(false)}>{no}</Button>
      </div>
    </div>
  )
}
