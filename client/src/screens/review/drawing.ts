import type { Draw } from '../../export/pdf.ts'
import { giveBack } from '../../export/slices.ts'
import { linesOf } from '../../export/wrap.ts'

/** Dots to a point: 288 to an inch. Pictures are JPEG, which goes into a PDF as it is. */
const SCALE = 4
const TURNED = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u

/** Lines in a font the page has, and where it has no letters, as this browser would write them. */
export const drawWith =
  (family: string): Draw =>
  async (words, { width, size, color, isSaid }) => {
    const [across, down] = [Math.ceil(width * SCALE), Math.ceil(size * 1.7 * SCALE)]
    const canvas = Object.assign(document.createElement('canvas'), { width: across, height: down })
    const brush = canvas.getContext('2d', { alpha: false })!
    brush.font = `${size * SCALE}px "${family}", ui-serif, Georgia, serif`
    const lines = words.split('\n').flatMap(paragraph => {
      const isTurned = isSaid && isTurnedIn(paragraph)
      return linesOf(paragraph, across, line => brush.measureText(line).width).map(text => ({ text, isTurned }))
    })
    const drawn = []
    for (const { text, isTurned } of lines) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, on one canvas
      await giveBack()
      brush.fillStyle = '#fff'
      brush.fillRect(0, 0, across, down)
      brush.fillStyle = color
      brush.direction = isTurned ? 'rtl' : 'ltr'
      brush.textBaseline = 'middle'
      brush.fillText(text, isTurned ? across : 0, down / 2)
      drawn.push({ text, picture: pictureIn(canvas), height: down / SCALE })
    }
    return drawn
  }

/** At once: what makes a blob of it waits until the browser is idle, a second for each line on a page that lies still. */
const pictureIn = (canvas: HTMLCanvasElement): ArrayBuffer => {
  const [, bytes = ''] = canvas.toDataURL('image/jpeg', 0.95).split(',')
  return Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0)).buffer
}

/** By its first letter. */
const isTurnedIn = (paragraph: string): boolean => TURNED.test(/\p{L}/u.exec(paragraph)?.[0] ?? '')
