import { useState } from 'react'
import { link as text } from '../text/en.ts'
import { Button } from './button.tsx'
import { isLoopback } from './device.ts'
import { Picture } from './picture.tsx'

type Props = { link: string; message: string; onGive?(): void }

/** Ways to hand a link on: shared with `message`, copied, or shown as a picture. `onGive` comes before each of them. */
export const Give = ({ link, message, onGive }: Props) => {
  const [isShown, setShown] = useState(false)
  const [told, setTold] = useState('')
  const share = () => {
    onGive?.()
    navigator.share({ text: message, url: link }).catch(() => {})
  }
  const copy = () => {
    onGive?.()
    const copied = navigator.clipboard?.writeText(link) ?? Promise.reject(new Error('no clipboard'))
    copied.then(
      () => setTold(text.copied),
      () => setTold(text.notCopied),
    )
  }
  const show = () => {
    onGive?.()
    setShown(!isShown)
  }
  return (
    <>
      {isLoopback(new URL(link).hostname) && <p className="notice">{text.loopback}</p>}
      <div className="acts">
        {'share' in navigator && <Button onPress={share}>{text.share}</Button>}
        <Button onPress={copy}>{text.copy}</Button>
        <Button onPress={show} aria-expanded={isShown}>
          {isShown ? text.hide : text.show}
        </Button>
      </div>
      <p role="status" className="status">
        {told}
      </p>
      {isShown && <Picture link={link} />}
    </>
  )
}
