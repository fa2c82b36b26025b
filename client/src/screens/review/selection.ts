import type { Anchor } from '../../parts/kept-form.ts'

/** The words of one entry that are selected on the page. `undefined`: none, or more than one entry’s. */
export const anchorOf = (selection: Selection | null): Anchor | undefined => {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  const [from, to] = [placeOf(range.startContainer, range.startOffset), placeOf(range.endContainer, range.endOffset)]
  if (!from || !to || from.seq !== to.seq || from.at >= to.at) return undefined
  return { seq: from.seq, from: from.at, to: to.at }
}

/** Where a point of the page lies in the shown words of an entry. */
const placeOf = (node: Node, offset: number): { seq: number; at: number } | undefined => {
  const element = node instanceof Element ? node : node.parentElement
  const line = element?.closest<HTMLElement>('[data-at]')
  const seq = Number(line?.closest<HTMLElement>('[data-seq]')?.dataset['seq'])
  if (!line || !Number.isInteger(seq)) return undefined
  const before = document.createRange()
  before.setStart(line, 0)
  before.setEnd(node, offset)
  return { seq, at: Number(line.dataset['at']) + before.toString().length }
}
