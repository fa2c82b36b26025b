import { lazy, Suspense } from 'react'
import type { Session } from '../session/scene.ts'
import { Boundary } from './boundary.tsx'
import { useScene } from './use-room.ts'

const Newcomer = lazy(async () => ({ default: (await import('../screens/newcomer.tsx')).Newcomer }))

/** Where a seat was opened anew, whoever is there is told. */
export const Newcomers = ({ session }: { session: Session }) =>
  useScene(session).told.some(({ entry: { act } }) => act.type === 'joined' && act.from) && (
    <Boundary instead={null}>
      <Suspense>
        <Newcomer session={session} />
      </Suspense>
    </Boundary>
  )
