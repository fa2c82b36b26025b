import { useLocation } from 'wouter'
import { Button } from '../parts/button.tsx'
import { carry } from '../parts/carried.ts'
import { Door, Title } from '../parts/door.tsx'
import { therapistLink as text } from '../text/seat.en.ts'

/** A therapist's link, opened where partners join. Nothing is claimed; it goes on in memory, never in the address. */
export const ForTherapist = ({ href }: { href: string }) => {
  const [, go] = useLocation()
  const open = () => {
    carry(href)
    go('/workspace')
  }
  return (
    <Door title={text.title}>
      <div className="prompt">
        <Title>{text.title}</Title>
        <p>{text.text}</p>
        <p>{text.notMine}</p>
      </div>
      <p className="acts">
        <Button className="button main" onPress={open}>
          {text.open}
        </Button>
      </p>
    </Door>
  )
}
