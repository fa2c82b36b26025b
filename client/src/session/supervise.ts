import { newPortableDevice } from '../seal/device.ts'
import type { Part, Practice, WhisperPolicy } from '../seal/invite.ts'
import { newId } from '../seal/keys.ts'
import { blank, type Failed, newSecrets, openTalk } from './creating.ts'
import type { Keyring } from './keyring.ts'
import type { Parts } from './parts.ts'

export { joinAsTherapist } from './joining.ts'

export type Supervised = { kind: 'created'; session: string; links: { p1: string; p2: string } } | Failed

export type AskedSupervised = {
  /** What the therapist is called. */
  name: string
  mode: 'supervised' | 'practice'
  setting: 'apart' | 'together'
  keepDays: number
  policy: WhisperPolicy
  /** What is practised, and which part p1 plays; p2 plays the other. */
  practice?: { card: string; p1: Part }
}

/** Opens a session as its therapist, who gives both links (protocol.md 3.9). The keys are kept in `keyring`, and may travel. */
export const createSupervised = async (parts: Parts, keyring: Keyring, asked: AskedSupervised): Promise<Supervised> => {
  const { name, mode, setting, keepDays, policy, practice } = asked
  const session = newId()
  const whispers = policy === 'none' ? [] : (['whisper:p1', 'whisper:p2'] as const)
  const ring = {
    ...blank(session, 'therapist', await newPortableDevice()),
    secrets: newSecrets(['room', ...whispers, 'notes']),
    asked: { mode, setting, keepDays, therapist: true },
    policy,
    ...(practice ? { practice: practice satisfies Practice } : {}),
    names: { own: name },
    lastVisit: parts.clock.now(),
  }
  const answer = await openTalk(parts, keyring, { ring, seats: ['p1', 'p2'] })
  if (answer.kind !== 'opened') return answer
  return { kind: 'created', session, links: { p1: answer.links.p1!, p2: answer.links.p2! } }
}
