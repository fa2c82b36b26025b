import { parts as text } from '../text/talk.en.ts'
import { OnlyYou } from './readers.tsx'
import type { Room } from './room.ts'
import { useDraft } from './use-draft.ts'
import { Write } from './write.tsx'

/** The same place as on the private page of own.inner, so that what waits is there when its time comes. */
const FIELDS = [{ field: 'drawer' }]

/** A place for what is not for now. It stays a draft on this device; no press sends it. */
export const Drawer = ({ room }: { room: Room }) => {
  const draft = useDraft(room, 'own.inner', FIELDS)
  return (
    <details className="drawer">
      <summary>{text.drawer.title}</summary>
      <OnlyYou />
      <Write
        name="drawer"
        label={text.drawer.label}
        hint={text.drawer.hint}
        value={String(draft.values['drawer'] ?? '')}
        onChange={value => draft.change({ drawer: value })}
      />
    </details>
  )
}
