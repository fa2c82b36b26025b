import { Door, Title } from '../../parts/door.tsx'
import { door } from '../../text/workspace.en.ts'

/** This address has no WebCrypto. */
export const Unsafe = () => (
  <Door title={door.title}>
    <div className="prompt">
      <Title>{door.title}</Title>
      <p>{door.unsafe}</p>
    </div>
  </Door>
)
