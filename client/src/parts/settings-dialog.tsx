import { useId, useState } from 'react'
import { coachSettings } from '../text/coach-settings.en.ts'
import { settings } from '../text/en.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Kept } from './kept.tsx'
import { allowNotices, playTone } from './notice.ts'
import { changePreferences, usePreferences } from './preferences.ts'
import { Radios } from './radios.tsx'

/** All that can be chosen on this device. Every change holds at once. */
export const SettingsDialog = ({ onClose }: { onClose: () => void }) => (
  <Dialog title={settings.title} onClose={onClose}>
    <Look />
    <Talking />
    <Coaching />
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
      <Tick name="tone" label={settings.tone} onTick={playTone} />
      <Notices />
      <Tick name="discreet" label={settings.discreet} />
    </section>
  )
}

const Coaching = () => {
  const { coach, notThis } = usePreferences()
  return (
    <section>
      <h3>{coachSettings.title}</h3>
      <Radios
        legend={coachSettings.how}
        value={coach}
        options={optionsOf(coachSettings.modes)}
        onChange={value => changePreferences({ coach: value })}
      />
      <p className="soft small">{coachSettings.only}</p>
      {notThis.length > 0 && (
        <p className="acts small">
          <span>{coachSettings.silenced(notThis.length)}</span>
          <Button className="button quiet" onPress={() => changePreferences({ notThis: [] })}>
            {coachSettings.again}
          </Button>
        </p>
      )}
    </section>
  )
}

/** The browser is asked only when a person ticks this; where it says no, the tick goes and a line says why. */
const Notices = () => {
  const [isDenied, setDenied] = useState(false)
  const ask = async () => {
    const isAllowed = await allowNotices()
    setDenied(!isAllowed)
    if (!isAllowed) changePreferences({ notify: false })
  }
  return (
    <>
      <Tick name="notify" label={settings.notify} onTick={() => void ask()} />
      <p className={isDenied ? 'small' : 'unseen'} role="status">
        {isDenied && settings.notifyDenied}
      </p>
    </>
  )
}

type TickProps = { name: 'tone' | 'notify' | 'discreet'; label: string; onTick?: () => void }

const Tick = ({ name, label, onTick }: TickProps) => {
  const preferences = usePreferences()
  const change = (isTicked: boolean) => {
    changePreferences({ [name]: isTicked })
    if (isTicked) onTick?.()
  }
  return (
    <label className="tick">
      <input type="checkbox" checked={preferences[name]} onChange={event => change(event.target.checked)} />
      {label}
    </label>
  )
}
