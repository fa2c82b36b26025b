import type { WhisperPolicy } from '../../session/scene.ts'
import { type Fill, consent, fill } from '../../text/prompts.ts'

/** `kind` is that of a required consent, or what else is said on the page. */
export type Term = { kind: string; title: string; text: string }

/** What the page depends on. `policy` counts where a therapist is seated; without it nobody is written to alone. */
export type About = { therapist: boolean; policy?: WhisperPolicy | undefined; practice?: boolean }

/** What one agrees to on this page, as a partner reads it or as the therapist does. */
export const termsOf = (known: Fill, about: About, reader: 'partner' | 'therapist' = 'partner'): Term[] => {
  const names: Fill = { until: consent.untilClosed, therapist: consent.ourTherapist, ...known }
  const parts: Worded[] = [
    ...consent.kinds.filter(({ kind, required }) => required && (kind !== 'therapist' || about.therapist)),
    ...(about.therapist ? [{ kind: 'whispers', ...consent.whispers[about.policy ?? 'none'] }] : []),
    ...(about.practice ? [{ kind: 'practice', ...consent.practice }] : []),
  ]
  return parts.map(({ kind, title, text, forTherapist }) => ({
    kind,
    title,
    text: fill((reader === 'therapist' && forTherapist) || text, names),
  }))
}

type Worded = { kind: string; title: string; text: string; forTherapist?: string }

/** The consent fact: the required kinds that stand on the page. */
export const kindsOf = (terms: readonly Term[]): string =>
  consent.kinds
    .flatMap(({ kind, required }) => (required && terms.some(one => one.kind === kind) ? [kind] : []))
    .join(' ')

/** The wording one agreed to: SHA-256 of title, lead and the texts as shown, a line each; base64url, no padding. */
export const wordingOf = async (terms: readonly Term[]): Promise<string> => {
  const shown = [consent.title, consent.lead, ...terms.map(({ text }) => text)].join('\n')
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(shown))
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
