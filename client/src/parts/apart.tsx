import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

/**
 * A page that is loaded apart, with something in its place until it is here. Not `lazy`: what stands in for that stays
 * for 300 ms, however soon the page is there. One that cannot be loaded fails like one that cannot be drawn.
 */
export const apart = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  instead: ReactNode = null,
): ComponentType<Props> => {
  let known: ComponentType<Props> | undefined
  return props => {
    const [Page, setPage] = useState(() => known)
    useEffect(() => {
      if (Page) return
      load().then(
        page => setPage(() => (known = page)),
        error =>
          setPage(() => {
            throw error
          }),
      )
    }, [Page])
    return Page ? <Page {...props} /> : instead
  }
}
