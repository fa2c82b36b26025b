import { Dialog } from '../parts/dialog.tsx'
import { right } from '../text/en.ts'

/** "Is this right for us?" Read, not asked: nothing is answered here. */
export const Right = ({ onClose }: { onClose: () => void }) => (
  <Dialog title={right.title} onClose={onClose}>
    <Reasons title={right.yesTitle} reasons={right.yes} />
    <Reasons title={right.noTitle} reasons={right.no} />
    <p>{right.otherwise}</p>
    <p>{right.check}</p>
  </Dialog>
)

const Reasons = ({ title, reasons }: { title: string; reasons: readonly string[] }) => (
  <section>
    <h3>{title}</h3>
    <ul className="said">
      {reasons.map(reason => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  </section>
)
