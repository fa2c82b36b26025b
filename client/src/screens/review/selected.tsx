import { Button } from '../../parts/button.tsx'
import { notes as text } from '../../text/review.en.ts'
import type { Anchor } from '../../parts/kept-form.ts'
import { useSelected } from './use-selected.ts'

/** Offers a note to the words that are selected. */
export const Selected = ({ onNote }: { onNote(anchor: Anchor): void }) => {
  const { anchor, hold, letGo } = useSelected()
  if (!anchor) return null
  const note = () => {
    onNote(anchor)
    letGo()
  }
  return (
    <p className="selected">
      <Button onPointerDown={hold} onPress={note}>
        {text.begin}
      </Button>
    </p>
  )
}
