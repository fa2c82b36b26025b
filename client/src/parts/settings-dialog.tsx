import { useId } from 'react'
import { settings } from '../text/en.ts'
import { Dialog } from './dialog.tsx'
import { Kept } from './kept.tsx'
import { changePreferences, type Preferences, usePreferences } from './preferences.ts'
import { Radios } from './radios.tsx'

/** All that can be chosen on this device. Every change holds at once. */
export const SettingsDialog = ({ onClose }: { onClose: () => void }) => (
  <Dialog title={settings.title} onClose={onClose}>
    <Look />
    <Talking />
    <section>
      <h3>{settings.stored}</h3>
      <Kept />
    </section>
    <p className="status">{settings.build(buildId())}</p>
  </Dialog>
)

const buildId = (): string => document.querySelector<HTMLMetaElement>('meta[name=build]')?.content ?? ''

const optionsOf = <Value extends string>(labels: Record<Value, string>) =>
  (Object.entries(labels) as [Value, string][]).map(([value, label]) => ({ value, label }))

const Look = () => {
  const { theme, size, motion, words } = usePreferences()
  return (
    <section>
      <h3>{settings.look}</h3>
      <Radios
        legend={settings.theme}
        value={theme}
        options={optionsOf(settings.themes)}
        onChange={value => changePreferences({ theme: value })}
      />
      <Radios
        legend={settings.size}
        value={size}
        options={optionsOf(settings.sizes)}
        onChange={value => changePreferences({ size: value })}
      />
      <Radios
        legend={settings.motion}
        value={motion}
        options={optionsOf(settings.motions)}
        onChange={value => changePreferences({ motion: value })}
      />
      <Radios
        legend={settings.words}
        value={words}
        options={optionsOf(settings.wordings)}
        onChange={value => changePreferences({ words: value })}
      />
    </section>
  )
}

const Talking = () => {
  const { stillYours } = usePreferences()
  const id = useId()
  return (
    <section>
      <h3>{settings.talk}</h3>
      <div className="pick">
        <label htmlFor={id}>
          {settings.stillYours} <strong>{settings.seconds(stillYours)}</strong>
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={30}
          value={stillYours}
          aria-valuetext={settings.seconds(stillYours)}
          onChange={event => changePreferences({ stillYours: Number(event.target.value) })}
        />
      </div>
      <Tick name="tone" label={settings.tone} />
      <Tick name="discreet" label={settings.discreet} />
    </section>
  )
}

type TickProps = { name: keyof Pick<Preferences, 'tone' | 'discreet'>; label: string }

const Tick = ({ name, label }: TickProps) => {
  const preferences = usePreferences()
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={preferences[name]}
        onChange={event => changePreferences({ [name]: event.target.checked })}
      />
      {label}
    </label>
  )
}
