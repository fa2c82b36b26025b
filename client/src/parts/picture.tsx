import { encode } from 'uqr'
import { link as text } from '../text/en.ts'

const QUIET = 4

/** The link as one path, drawn here; no request knows of it. */
export const Picture = ({ link }: { link: string }) => {
  const { data, size } = encode(link, { border: QUIET })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={text.qr} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  )
}
