import { type ReactNode, useEffect, useRef } from 'react'
import { app } from '../text/en.ts'
import { Help } from './help.tsx'
import { Leave } from './leave.tsx'
import { PracticeMark } from './practice.tsx'
import { Settings } from './settings.tsx'

type DoorProps = { title: string; look?: string; below?: ReactNode; foot?: ReactNode; children: ReactNode }

/** A page outside the talk: the name and the way out above, help at the foot, one thing between them. */
export const Door = ({ title, look = 'alone', below, foot, children }: DoorProps) => {
  useEffect(() => {
    document.title = title === app.name ? title : `${title} · ${app.name}`
  }, [title])
  return (
    <div className={`page ${look}`}>
      <header className="top">
        <span className="name">
          <b>{app.name}</b>
          <PracticeMark />
        </span>
        <nav aria-label={app.always}>
          <Leave />
        </nav>
      </header>
      <main>{children}</main>
      {below ? (
        <div className="below">
          {below}
          <Foot>{foot}</Foot>
        </div>
      ) : (
        <Foot>{foot}</Foot>
      )}
    </div>
  )
}

/** The same line at the foot of every page. */
const Foot = ({ children }: { children?: ReactNode }) => (
  <footer className="foot">
    <Help />
    {children}
    <Settings />
  </footer>
)

let isFirst = true

/** The page's one heading. Takes the focus when a person's own press brought it here, not when the page was opened. */
export const Title = ({ children, id }: { children: ReactNode; id?: string }) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isFirst) heading.current?.focus()
    isFirst = false
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} id={id}>
      {children}
    </h1>
  )
}
