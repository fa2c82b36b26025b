import type { ReactNode } from 'react'

type Props = { label: string; className: string; role?: 'region' | 'log'; children: ReactNode }

/** Something longer or wider than its place: it is moved by finger or by keys. A log is read when one asks for it. */
export const Scrolled = ({ label, className, role = 'region', children }: Props) => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is scrolled by keys too
  <div className={className} role={role} aria-live={role === 'log' ? 'off' : undefined} aria-label={label} tabIndex={0}>
    {children}
  </div>
)
