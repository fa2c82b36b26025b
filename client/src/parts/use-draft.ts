import { useEffect, useRef, useState } from 'react'
import type { Words } from '../session/scene.ts'
import type { Field } from '../text/prompts.ts'
import type { Room } from './room.ts'

/** Words in the making. `change` takes the whole form; `clear` discards it from screen and device. */
export type DraftForm = { values: Words; isLoaded: boolean; change(values: Words): void; clear(): Promise<void> }

type Named = Pick<Field, 'field' | 'many'>

/** A form kept as a draft under `${key}:${field}`. What was typed before the draft was read stays. */
export const useDraft = (
  { session: { draft } }: Pick<Room, 'session'>,
  key: string,
  fields: readonly Named[],
): DraftForm => {
  const [values, setValues] = useState<Words>({})
  const [isLoaded, setLoaded] = useState(false)
  const latest = useRef<Words>({})
  const names = fields.map(({ field, many }) => `${field}${many ? '[]' : ''}`).join(' ')

  const show = (next: Words) => {
    latest.current = next
    setValues(next)
  }
  const keep = async (field: string, value: Words[string] | undefined) => draft.write(`${key}:${field}`, toText(value))

  useEffect(() => {
    let isHere = true
    const read = async () => {
      const pairs = await Promise.all(
        names.split(' ').map(async name => {
          const field = name.replace('[]', '')
          return [field, toValue(await draft.read(`${key}:${field}`), name.endsWith('[]'))] as const
        }),
      )
      if (!isHere) return
      latest.current = { ...Object.fromEntries(pairs.filter(isFilled)), ...latest.current }
      setValues(latest.current)
      setLoaded(true)
    }
    void read()
    return () => {
      isHere = false
    }
  }, [draft, key, names])

  return {
    values,
    isLoaded,
    change: next => {
      const before = latest.current
      show(next)
      for (const field of Object.keys({ ...before, ...next }))
        if (before[field] !== next[field]) void keep(field, next[field])
    },
    clear: async () => {
      const before = Object.keys(latest.current)
      show({})
      await Promise.all(before.map(field => keep(field, undefined)))
    },
  }
}

const isFilled = (pair: readonly [string, Words[string] | undefined]): pair is readonly [string, Words[string]] =>
  pair[1] !== undefined

const toText = (value: Words[string] | undefined): string | undefined => {
  if (value === undefined || value.length === 0) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const toValue = (text: string | undefined, isList: boolean): Words[string] | undefined => {
  if (text === undefined || !isList) return text
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.map(String) : [text]
  } catch {
    return [text]
  }
}
