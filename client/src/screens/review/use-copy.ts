import { useState } from 'react'
import { exportOf } from '../../export/make.ts'
import { fileNameOf } from '../../export/names.ts'
import { type Paper, paperOf } from '../../export/paper.ts'
import { contentOf, copiedOf, type Form, TYPES } from './copied.ts'
import type { Scope } from './look.ts'
import { notesOf } from './notes.ts'
import type { Reader } from './reader.ts'
import type { Outside } from './save.ts'

type State = 'making' | 'saved' | 'printed' | 'failed'

/** Makes copies here, one at a time. `paper`: what goes to the printer. */
export const useCopy = ({ session, scene }: Reader, outside: Outside) => {
  const [state, setState] = useState<State>()
  const [paper, setPaper] = useState<Paper>()
  const make = async ({ scope, form }: { scope: Scope; form: Form }): Promise<State> => {
    const notes = form === 'json' ? copiedOf(notesOf(scene), scope) : []
    const file = await exportOf(await session.disclose(), { scope, made: Math.floor(Date.now() / 1000), notes })
    if (form === 'print') {
      setPaper(paperOf(file))
      return 'printed'
    }
    outside.save(await contentOf(file, form), fileNameOf(file, form), TYPES[form])
    return 'saved'
  }
  const copy = async (wish: { scope: Scope; form: Form }) => {
    setPaper(undefined)
    setState('making')
    setState(await make(wish).catch(() => 'failed' as const))
  }
  return { state, paper, copy, printed: () => setPaper(undefined) }
}
