import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'

export type Tab = { id: string; label: string; body: ReactNode }
type Props = { label: string; tabs: readonly Tab[]; chosen: string | undefined; onChoose(id: string): void }

/** One of several pages in the same place; arrows go from tab to tab. Without a choice the first one shows. */
export const Tabs = ({ label, tabs, chosen, onChoose }: Props) => {
  const name = useId()
  const row = useRef<HTMLDivElement>(null)
  const open = tabs.find(({ id }) => id === chosen) ?? tabs[0]
  if (!open) return null
  const turn = (event: KeyboardEvent) => {
    const at = tabs.indexOf(open)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const next = (to + tabs.length) % tabs.length
    onChoose(tabs[next]!.id)
    row.current?.querySelectorAll<HTMLButtonElement>('[role="tab"]')[next]?.focus()
  }
  return (
    <div className="tabs">
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the focus is on one of its tabs */}
      <div ref={row} role="tablist" aria-label={label} onKeyDown={turn}>
        {tabs.map(tab => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${name}${tab.id}`}
            aria-selected={tab === open}
            aria-controls={`${name}page`}
            tabIndex={tab === open ? 0 : -1}
            onClick={() => onChoose(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div key={open.id} role="tabpanel" id={`${name}page`} aria-labelledby={`${name}${open.id}`} className="tabpage">
        {open.body}
      </div>
    </div>
  )
}
