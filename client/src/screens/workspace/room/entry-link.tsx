import type { MouseEvent, ReactNode } from 'react'

/** Leads to an entry of the log on the same page. Nothing of a talk goes into the address. */
export const EntryLink = ({ seq, children }: { seq: number; children: ReactNode }) => {
  const show = (event: MouseEvent) => {
    event.preventDefault()
    document.getElementById(`entry-${seq}`)?.scrollIntoView?.({ block: 'center' })
  }
  return (
    <a href={`#entry-${seq}`} onClick={show}>
      {children}
    </a>
  )
}
