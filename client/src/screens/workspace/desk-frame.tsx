import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { Help } from '../../parts/help.tsx'
import { Leave } from '../../parts/leave.tsx'
import { Settings } from '../../parts/settings.tsx'
import { app } from '../../text/en.ts'
import { workspace as text } from '../../text/workspace.en.ts'
import type { DeskTools } from './unlocked.ts'

type Props = {
  tools: DeskTools
  isList?: boolean
  /** What stands beside the name of the place: a couple, or Practice. */
  label?: ReactNode
  look?: string
  children: ReactNode
}

/** Every page behind the door: the ways out above, help at the foot. */
export const DeskFrame = ({ tools, isList = false, label, look = 'flow', children }: Props) => {
  const { workspace, go } = tools
  useEffect(() => {
    document.title = `${text.title} · ${app.name}`
  }, [])
  return (
    <div className={`page desk ${look}`}>
      <header className="top">
        <b>{app.name}</b>
        {label}
        <nav aria-label={app.always}>
          {!isList && (
            <button type="button" onClick={() => go({ kind: 'list' })}>
              {text.couples}
            </button>
          )}
          {isList && (
            <button type="button" onClick={() => go({ kind: 'own' })}>
              {text.settings}
            </button>
          )}
          <button type="button" onClick={() => workspace.lock()}>
            {text.lock}
          </button>
          <Leave />
        </nav>
      </header>
      {children}
      <footer className="foot">
        <Help />
        <Saved tools={tools} />
        <Settings />
      </footer>
    </div>
  )
}

/** Said only while something is not on the server yet. */
const Saved = ({ tools: { workspace } }: { tools: DeskTools }) => {
  const state = useSyncExternalStore(workspace.subscribe, workspace.state)
  return (
    <span role="status" className="status">
      {state === 'kept' ? text.kept : state === 'saving' ? text.saving : ''}
    </span>
  )
}
