import { useId } from 'react'
import { help } from '../text/en.ts'
import { check, fill } from '../text/prompts.ts'
import { Dialog } from './dialog.tsx'
import { ELSEWHERE, freshLines, guessRegion, type Helps, type Line, regionOf, REGIONS } from './helplines.ts'
import { changePreferences, usePreferences } from './preferences.ts'

export const HelpDialog = ({ onClose }: { onClose: () => void }) => (
  <Dialog title={help.title} onClose={onClose}>
    <HelpLines />
    <p className="soft">{help.again}</p>
  </Dialog>
)

/** The emergency line always, others only when freshly checked. Makes no request. */
export const HelpLines = ({ helps, now }: { helps?: Helps; now?: number }) => {
  const { region: chosen } = usePreferences()
  const region = regionOf(chosen ?? guessRegion(navigator.language))
  const lines = freshLines(region, helps, now)
  return (
    <div className="stack">
      <p className="emergency">
        <a href={`tel:${region.emergency}`}>{fill(check.emergency, { emergency: region.emergency })}</a>
        {region.id === ELSEWHERE && ` ${help.elsewhere}`}
      </p>
      {lines.length > 0 && <Lines lines={lines} />}
      <p>{check.safeDevice}</p>
      <RegionPicker id={region.id} />
    </div>
  )
}

const Lines = ({ lines }: { lines: readonly Line[] }) => (
  <section>
    <h3>{help.lines}</h3>
    <ul className="said">
      {lines.map(({ name, number, checkedOn }) => (
        <li key={name}>
          {name}: <strong>{number}</strong> <span className="soft">{help.checked(checkedOn ?? '')}</span>
        </li>
      ))}
    </ul>
  </section>
)

const RegionPicker = ({ id }: { id: string }) => {
  const label = useId()
  return (
    <div className="pick">
      <label htmlFor={label}>{help.region}</label>
      <select id={label} value={id} onChange={event => changePreferences({ region: event.target.value })}>
        {REGIONS.map(region => (
          <option key={region.id} value={region.id}>
            {region.name}
          </option>
        ))}
      </select>
      <p className="soft">{help.regionKept}</p>
    </div>
  )
}
