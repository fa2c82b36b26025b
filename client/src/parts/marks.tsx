import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/** `asks`: words that may be heard otherwise than meant. `opens`: words that let the other in. */
export type MarkOf = { start: number; end: number; kind: 'asks' | 'opens' }

type Piece = { text: string; at: number; kind?: MarkOf['kind'] }

/** The draft in pieces that together are the draft; what overlaps or lies outside is cut. */
export const piecesOf = (draft: string, marks: readonly MarkOf[]): Piece[] => {
  const pieces: Piece[] = []
  let at = 0
  const take = (end: number, kind?: MarkOf['kind']) => {
    if (end > at) pieces.push({ text: draft.slice(at, end), at, ...(kind && { kind }) })
    at = Math.max(at, end)
  }
  for (const { start, end, kind } of marks.toSorted((one, other) => one.start - other.start)) {
    take(Math.min(start, draft.length))
    take(Math.min(end, draft.length), kind)
  }
  take(draft.length)
  return pieces
}

type Props = { draft: string; marks: readonly MarkOf[]; under: RefObject<HTMLTextAreaElement | null> }

/** Marks under the words of a textarea: the same words once more, unseen, with the same measures. It takes no part. */
export const Marks = ({ draft, marks, under }: Props) => {
  const mirror = useRef<HTMLDivElement>(null)
  useFollow(mirror, under, draft)
  return (
    <div ref={mirror} className="write mirror" aria-hidden="true">
      {piecesOf(draft, marks).map(({ text, at, kind }) =>
        kind ? (
          <mark key={at} className={kind}>
            {text}
          </mark>
        ) : (
          <span key={at}>{text}</span>
        ),
      )}
      {draft.endsWith('\n') && <br />}
    </div>
  )
}

/** Keeps its width and scroll those of the textarea, whose bar may take some of the line. */
const useFollow = (
  mirror: RefObject<HTMLDivElement | null>,
  under: RefObject<HTMLTextAreaElement | null>,
  draft: string,
): void => {
  const follow = () => {
    if (!mirror.current || !under.current) return
    mirror.current.style.inlineSize = `${under.current.clientWidth}px`
    mirror.current.scrollTop = under.current.scrollTop
  }
  useLayoutEffect(follow, [mirror, under, draft])
  useEffect(() => {
    const { current } = under
    if (!current) return
    const sizes = new ResizeObserver(follow)
    sizes.observe(current)
    current.addEventListener('scroll', follow)
    return () => {
      sizes.disconnect()
      current.removeEventListener('scroll', follow)
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- it reads refs alone
  }, [under])
}
