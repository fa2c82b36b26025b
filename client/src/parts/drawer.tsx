import { parts as text } from '../text/talk.en.ts'
import type { Room } from './room.ts'
import { useDraft } from './use-draft.ts'
import { Write } from './write.tsx'

const FIELDS = [{ field: 'text' }]

/** A place for what is not for now. It stays a draft on this device; no press sends it. */
export const Drawer = ({ room }: { room: Room }) => {
  const draft = useDraft(room, 'drawer', FIELDS)
  return (
    <details className="drawer">
      <summary>{text.drawer.title}</summary>
      <Write
        name="drawer"
        label={text.drawer.label}
        hint={text.drawer.hint}
        value={String(draft.values['text'] ?? '')}
        onChange={value => draft.change({ text: value })}
      />
    </details>
  )
}
