import { type ReactNode, useState } from 'react'
import { Button } from '../../parts/button.tsx'

type Props = {
  /** What opens the question. */
  open: string
  title: string
  children?: ReactNode
  yes: string
  no: string
  onYes(): void
}

/** A quiet press that asks once more, with answers of one weight. */
export const Sure = ({ open, title, children, yes, no, onYes }: Props) => {
  const [isAsked, setAsked] = useState(false)
  if (!isAsked)
    return (
      <button type="button" className="linklike" onClick={() => setAsked(true)}>
        {open}
      </button>
    )
  const answer = () => {
    setAsked(false)
    onYes()
  }
  return (
    <div className="stack sure" role="group" aria-label={title}>
      <p>{title}</p>
      {children}
      <div className="equal pair">
        <Button onPress={answer}>{yes}</Button>
        <Button onPress={() => setAsked(false)}>{no}</Button>
      </div>
    </div>
  )
}
