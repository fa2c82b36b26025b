import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { Listening } from '../coach/notice.ts'
import { allOf, choose, type Heard, keep, NOTHING_YET, placeOf, remember, type Said, without } from './coach-choice.ts'
import { languageOf } from './language.ts'
import type { Coach, LoadCoach } from './load-coach.ts'
import type { MarkOf } from './marks.tsx'
import { changePreferences, usePreferences } from './preferences.ts'

/** Milliseconds after the last key until a draft is listened to. */
const PAUSE = 200
/** After "keep it", milliseconds of writing without another concern; a rest counts as two seconds of them. */
const QUIET = 20_000
const REST = 2_000

/** What is written, by field. */
export type Drafts = Readonly<Record<string, string>>

/** Why there is less than one might wait for. */
export type Lack = 'ear' | 'language'

export type Coaching = ReturnType<typeof useCoach>

type Parts = { load: LoadCoach | undefined; drafts: Drafts; listening: Listening }

/** Listens to drafts on this device alone; says at most one concern at a time, and nothing of it is kept or sent. */
export const useCoach = ({ load, drafts, listening }: Parts) => {
  const { coach: mode, notThis } = usePreferences()
  const { coach, lack } = useLoaded(mode === 'off' ? undefined : load)
  const [said, setSaid] = useState<Said>({})
  const [isForeign, setForeign] = useState(false)
  const [isComposing, compose] = useState(false)
  const memory = useRef(NOTHING_YET)
  const writing = useWriting(drafts)
  const text = JSON.stringify(drafts)
  const written = useMemo(() => JSON.parse(text) as Drafts, [text])

  const listen = useEffectEvent((by: Coach, all: Drafts) => {
    const heard = Object.entries(all).flatMap(([field, draft]) => hear(by, { field, draft, listening }))
    const { field, isQuiet } = writing.now()
    const next = choose(heard, { memory: memory.current, said, notThis, field, isQuiet })
    memory.current = remember(memory.current, next)
    setSaid(next)
    setForeign(Object.values(all).some(draft => languageOf(draft) === 'other'))
  })
  useEffect(() => {
    if (!coach || isComposing) return
    const timer = setTimeout(listen, PAUSE, coach, written)
    return () => clearTimeout(timer)
  }, [coach, isComposing, written])

  return {
    isOn: load !== undefined && mode !== 'off',
    isOpen: mode === 'more',
    said: coach ? without(said, note => !drafts[note.field]?.trim()) : {},
    lack: isForeign ? ('language' as const) : lack,
    /** Told when an input method opens and closes; what is half composed is not listened to. */
    compose,
    marks: (field: string): MarkOf[] => (coach ? marksIn(said, field, drafts[field] ?? '') : []),
    keep: (note: Heard) => {
      memory.current = keep(memory.current, note)
      if (note.category !== 'safety') writing.quieten()
      setSaid(without(said, one => one === note || one === said.strength))
    },
    notThis: (note: Heard) => {
      changePreferences({ notThis: [...new Set([...notThis, note.rule])] })
      setSaid(without(said, ({ rule }) => rule === note.rule))
    },
  }
}

type Draft = { field: string; draft: string; listening: Listening }

/** A language is only guessed, so words about safety are heard in any. */
const hear = (coach: Coach, { field, draft, listening }: Draft): Heard[] =>
  coach
    .notice(draft, listening)
    .filter(({ category }) => category === 'safety' || languageOf(draft) === 'en')
    .map(note => {
      const words = draft.slice(note.start, note.end)
      return { ...note, field, words, seed: words }
    })

const marksIn = (said: Said, field: string, draft: string): MarkOf[] =>
  allOf(said).flatMap(note => {
    const place = note.category === 'safety' || note.field !== field ? undefined : placeOf(note, draft)
    return place ? [{ ...place, kind: note === said.strength ? ('opens' as const) : ('asks' as const) }] : []
  })

/** Whose lack was told already. */
const told = new WeakSet<Coach>()

/** Nothing is loaded without `load`; a coach without its ear says so once. */
const useLoaded = (load: LoadCoach | undefined) => {
  const [loaded, setLoaded] = useState<{ coach: Coach; lack: Lack | undefined; by: LoadCoach }>()
  useEffect(() => {
    let isHere = true
    const open = async (by: LoadCoach) => {
      const coach = await by()
      if (!isHere) return
      setLoaded({ coach, lack: coach.isWhole || told.has(coach) ? undefined : 'ear', by })
      told.add(coach)
    }
    // Without its rules there is no coach, and the page goes on.
    if (load) open(load).catch(() => {})
    return () => {
      isHere = false
    }
  }, [load])
  return { coach: loaded && loaded.by === load ? loaded.coach : undefined, lack: loaded?.lack }
}

/** Which field is written in, and how long since the last "keep it". */
const useWriting = (drafts: Drafts) => {
  const state = useRef({ drafts, field: Object.keys(drafts)[0] ?? '', at: 0, quiet: 0 })
  useEffect(() => {
    const { current } = state
    const changed = Object.keys(drafts).find(field => drafts[field] !== current.drafts[field])
    current.drafts = drafts
    if (changed === undefined) return
    const now = Date.now()
    current.quiet -= Math.min(now - current.at, REST)
    current.at = now
    current.field = changed
  })
  return {
    now: () => ({ field: state.current.field, isQuiet: state.current.quiet > 0 }),
    quieten: () => void (state.current.quiet = QUIET),
  }
}
