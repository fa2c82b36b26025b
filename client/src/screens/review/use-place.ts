import { useCallback, useEffect, useState } from 'react'

/** An entry that is to be brought before the eyes; a new object each time, so that the same one may be asked for again. */
export type Wanted = { readonly seq: number; readonly focus: boolean }

/** The entry that the page’s own address names. */
export const seqIn = (hash: string): number | undefined => {
  const found = /^#e([1-9]\d{0,6})$/.exec(hash)
  return found ? Number(found[1]) : undefined
}

/** Where in the talk one is: what is chosen, and what is to be brought before the eyes. */
export const usePlace = () => {
  const [here, setHere] = useState(() => seqIn(location.hash))
  const [wanted, setWanted] = useState<Wanted | undefined>(() => {
    const seq = seqIn(location.hash)
    return seq === undefined ? undefined : { seq, focus: true }
  })
  const go = useCallback((seq: number, focus = true) => {
    setHere(seq)
    setWanted({ seq, focus })
  }, [])
  useEffect(() => {
    const look = () => {
      const seq = seqIn(location.hash)
      if (seq !== undefined) go(seq)
    }
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [go])
  useEffect(() => {
    if (!wanted) return
    const element = document.getElementById(`e${wanted.seq}`)
    element?.scrollIntoView({ block: 'center' })
    if (wanted.focus) element?.focus({ preventScroll: true })
  }, [wanted])
  return { here, choose: setHere, go }
}
