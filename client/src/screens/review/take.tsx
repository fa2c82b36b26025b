import { useEffect, useState } from 'react'
import type { Paper } from '../../export/paper.ts'
import { Button } from '../../parts/button.tsx'
import { Radios } from '../../parts/radios.tsx'
import { take as text } from '../../text/along.en.ts'
import { BringBack } from './bring-back.tsx'
import type { Form } from './copied.ts'
import { CopyPaper } from './copy-paper.tsx'
import { allowedBy, type Scope } from './look.ts'
import { Permission } from './permission.tsx'
import type { PartnerReader } from './reader.ts'
import { browserOutside, type Outside } from './save.ts'
import { useCopy } from './use-copy.ts'

type Props = { reader: PartnerReader; outside?: Outside }

/** A copy to keep: own words at any time, all of it while both allow that. */
export const TakeAlong = ({ reader, outside = browserOutside }: Props) => {
  const [wish, setWish] = useState<Scope>('own')
  const [form, setForm] = useState<Form>('print')
  const { state, paper, copy, printed } = useCopy(reader, outside)
  const isOpen = allowedBy(reader.scene, 'export').length === 2
  const scope = isOpen ? wish : 'own'
  const isMaking = state === 'making'
  return (
    <>
      <section className="stack take" aria-label={text.title}>
        <p>{text.lead}</p>
        <Permission reader={reader} kind="export" />
        {isOpen ? (
          <Radios legend={text.scope} value={scope} options={SCOPES} onChange={setWish} />
        ) : (
          <p>{text.ownOnly}</p>
        )}
        <Radios legend={text.form} value={form} options={FORMS} onChange={setForm} />
        <p className="small soft">{text.why[form]}</p>
        {form === 'json' && scope === 'own' && <p>{text.ownData}</p>}
        <p>{text.notes}</p>
        <p className="warned">{text.warning[scope]}</p>
        <div className="acts">
          <Button aria-disabled={isMaking || undefined} onPress={() => isMaking || void copy({ scope, form })}>
            {form === 'print' ? text.print : text.save}
          </Button>
          <p className="status" role="status">
            {state && text[state]}
          </p>
        </div>
      </section>
      <BringBack reader={reader} />
      {paper && <Printed paper={paper} print={outside.print} onDone={printed} />}
    </>
  )
}

const SCOPES = (['own', 'whole'] as const).map(value => ({ value, label: text.scopes[value] }))
const FORMS = (['print', 'pdf', 'html', 'markdown', 'json'] as const).map(value => ({
  value,
  label: text.forms[value],
}))

type Printing = { paper: Paper; print: Outside['print']; onDone(): void }

/** Goes to the printer as soon as it stands, and is gone once that is done. */
const Printed = ({ paper, print, onDone }: Printing) => {
  useEffect(() => {
    addEventListener('afterprint', onDone)
    print()
    return () => removeEventListener('afterprint', onDone)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each paper
  }, [])
  return <CopyPaper paper={paper} />
}
