import { readers } from '../text/seat.en.ts'

/** Who reads the words of a form; said before they are written. */
export const Readers = ({ id, children }: { id?: string; children: string }) => (
  <p className="readers" id={id}>
    {children}
  </p>
)

/** For what stays on this device. */
export const OnlyYou = () => <Readers>{readers.nobody}</Readers>
