import { useMemo, useState } from 'react'
import { htmlOf } from '../../export/html.ts'
import { markdownOf } from '../../export/markdown.ts'
import type { Paper } from '../../export/paper.ts'
import type { Swap } from '../../export/supervision.ts'
import { Button } from '../../parts/button.tsx'
import { Scrolled } from '../../parts/scrolled.tsx'
import { Radios } from '../../parts/radios.tsx'
import { supervision as text } from '../../text/third.en.ts'
import { TYPES, writePdf } from './copied.ts'
import { Sheet } from './copy-paper.tsx'
import type { Look } from './look.ts'
import type { Reader } from './reader.ts'
import { browserOutside, type Outside } from './save.ts'
import { isTalkOpen, knownSwaps, paperFor } from './supervised.ts'
import { Swaps } from './swaps.tsx'

type Form = keyof typeof text.forms
type Props = { reader: Reader; look: Look; outside?: Outside }

/** A changed copy for supervision, read before it is saved. */
export const Supervision = ({ reader, look, outside = browserOutside }: Props) => {
  const [swaps, setSwaps] = useState<readonly Swap[]>(() => knownSwaps(reader))
  const [form, setForm] = useState<Form>('html')
  const [isShown, setShown] = useState(false)
  const [state, setState] = useState<'making' | 'saved' | 'failed'>()
  const [made] = useState(() => Math.floor(Date.now() / 1000))
  const paper = useMemo(
    () => (isShown ? paperFor(reader, look, swaps, made) : undefined),
    [isShown, reader, look, swaps, made],
  )
  const save = async (shown: Paper) => {
    if (state === 'making') return
    setState('making')
    try {
      outside.save(await WRITTEN[form](shown, made), fileNameOf(reader, form, made), TYPES[form])
      setState('saved')
    } catch {
      setState('failed')
    }
  }
  return (
    <details className="drawer supervision">
      <summary>{text.title}</summary>
      <div className="stack">
        <p>{text.lead}</p>
        <p>{isTalkOpen(look) ? text.with : text.without}</p>
        <Swaps
          swaps={swaps}
          onChange={next => {
            setState(undefined)
            setSwaps(next)
          }}
        />
        <p className="acts">
          <Button aria-expanded={isShown} onPress={() => setShown(!isShown)}>
            {isShown ? text.hide : text.look}
          </Button>
        </p>
        {paper && (
          <>
            <Scrolled className="copy-paper shown-paper" label={text.paperTitle}>
              <Sheet paper={paper} />
            </Scrolled>
            <Radios legend={text.form} value={form} options={FORMS} onChange={setForm} />
            <p className="warned">{text.warning}</p>
            <div className="acts">
              <Button aria-disabled={state === 'making' || undefined} onPress={() => void save(paper)}>
                {text.save}
              </Button>
              <p className="status" role="status">
                {state && text[state]}
              </p>
            </div>
          </>
        )}
      </div>
    </details>
  )
}

const FORMS = (['pdf', 'html', 'markdown'] as const).map(value => ({ value, label: text.forms[value] }))
const WRITTEN: Record<Form, (paper: Paper, made: number) => BlobPart | Promise<BlobPart>> = {
  pdf: writePdf,
  html: htmlOf,
  markdown: markdownOf,
}
const ENDINGS: Record<Form, string> = { pdf: 'pdf', html: 'html', markdown: 'md' }

const fileNameOf = ({ scene }: Reader, form: Form, made: number): string => {
  const day = new Date(made * 1000).toISOString().slice(0, 10)
  return `haven-${scene.mode === 'practice' ? 'practice-' : ''}supervision-${day}.${ENDINGS[form]}`
}
