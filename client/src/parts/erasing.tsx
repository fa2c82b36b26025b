import { type ReactNode, useState } from 'react'
import { Sure } from './sure.tsx'

type Text = Record<'erase' | 'eraseSure' | 'eraseYes' | 'eraseNo' | 'erasing' | 'notErased', string> & {
  erased?: string
}
type Props = { text: Text; children?: ReactNode; hasSome: boolean; erase(): Promise<void> }

/** Erasing what is one’s own, after being asked once more: under way, gone, or said plainly that some is still there. */
export const Erasing = ({ text, children, hasSome, erase }: Props) => {
  const [state, setState] = useState<'going' | 'gone' | 'failed'>()
  const go = () => {
    setState('going')
    erase().then(
      () => setState('gone'),
      () => setState('failed'),
    )
  }
  const told = state && { going: text.erasing, gone: text.erased, failed: text.notErased }[state]
  return (
    <>
      {hasSome && state !== 'going' && (
        <Sure look="button" open={text.erase} title={text.eraseSure} yes={text.eraseYes} no={text.eraseNo} onYes={go}>
          {children}
        </Sure>
      )}
      <p className={told ? 'status' : 'unseen'} role="status">
        {told}
      </p>
    </>
  )
}
