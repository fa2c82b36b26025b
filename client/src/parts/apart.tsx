import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

/**
 * A page that is loaded apart, with something in its place until it is here. Not `lazy`: what stands in for that stays
 * for 300 ms, however soon the page is there. One that cannot be loaded fails like one that cannot be drawn. Whoever calls
 * `ahead` before it is drawn has it drawn at once.
 */
export const apart = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  instead: ReactNode = null,
): ComponentType<Props> & { ahead: () => Promise<unknown> } => {
  let known: ComponentType<Props> | undefined
  const ahead = () => load().then(page => (known = page))
  const Apart = (props: Props) => {
    const [Page, setPage] = useState(() => known)
    useEffect(() => {
      if (Page) return
      const failing = (error: unknown) => () => {
        throw error
      }
      ahead()
        .then(page => () => page, failing)
        .then(setPage)
    }, [Page])
    return Page ? <Page {...props} /> : instead
  }
  Apart.ahead = ahead
  return Apart
}
