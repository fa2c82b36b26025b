import type { Step } from '@haven/shared/steps.ts'
import type { ComponentType } from 'react'
import type { Room } from '../../parts/room.ts'
import { After } from './after.tsx'
import { Find, Inner } from './alone.tsx'
import { Answer } from './answer.tsx'
import { Ask } from './ask.tsx'
import { Agree, Choose, Next, Settle } from './choose.tsx'
import { Check } from './check.tsx'
import { Consent } from './consent.tsx'
import { Care, Cycle } from './cycle.tsx'
import { Gate } from './gate.tsx'
import { Invite } from './invite.tsx'
import { Land } from './land.tsx'
import { Name } from './name.tsx'
import { Speak } from './speak.tsx'
import { Story } from './story.tsx'
import { Thanks } from './thanks.tsx'
import { Waits } from './waits.tsx'

const SCREENS: Partial<Record<Step, ComponentType<{ room: Room }>>> = {
  'arrive.consent': Consent,
  'arrive.roles': Choose,
  'arrive.order': Choose,
  'arrive.settle': Settle,
  'map.name': Name,
  'map.cycle': Cycle,
  'map.agree': Agree,
  'hear.voice': Speak,
  'hear.reflect': Answer,
  'hear.check': Gate,
  'hear.deepen': Speak,
  'hear.reflect2': Answer,
  'hear.check2': Gate,
  'own.inner': Inner,
  'own.say': Answer,
  'own.landed': Gate,
  'own.invite': Invite,
  'own.context': Speak,
  'reach.find': Find,
  'reach.ask': Ask,
  'reach.answer': Answer,
  'reach.receive': Gate,
  'reach.land': Land,
  'weave.story': Story,
  'weave.care': Care,
  'weave.next': Next,
  'close.thanks': Thanks,
  'close.check': Check,
  'close.after': After,
}

/** The screen of the step the talk stands in. A new step is a new page: nothing half done is carried over. */
export const StepScreen = ({ room }: { room: Room }) => {
  const Screen = SCREENS[room.view.step] ?? Waits
  return <Screen key={room.view.step} room={room} />
}
