import { useState } from 'react'
import { longDay } from '../parts/day.ts'
import { isSoon } from '../parts/is-soon.ts'
import { keptUntil } from '../session/retention.ts'
import type { Scene } from '../session/scene.ts'
import { lookBack as text } from '../text/talk.en.ts'

type Props = { scene: Pick<Scene, 'told' | 'snapshot'>; at?: number }

/** From seven days before a talk goes, it is said on its pages. `at`: now, in milliseconds. */
export const Soon = ({ scene, at }: Props) => {
  const [opened] = useState(() => Date.now())
  const until = keptUntil(scene)
  return isSoon(until, (at ?? opened) / 1000) ? <p className="notice">{text.soon(longDay(until * 1000))}</p> : null
}
