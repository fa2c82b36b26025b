import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { receipt as text } from '../../text/review.en.ts'

/** Puts a text where it can be pasted from; where the browser does not, it can be selected. */
export const Copy = ({ label, of }: { label: string; of: string }) => {
  const [isCopied, setCopied] = useState<boolean>()
  const copy = () =>
    navigator.clipboard.writeText(of).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <div className="acts">
      <Button onPress={() => void copy()}>{label}</Button>
      <p className="status" role="status">
        {isCopied === undefined ? '' : isCopied ? text.copied : text.notCopied}
      </p>
    </div>
  )
}
