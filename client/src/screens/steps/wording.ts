import { type Fill, consent, fill } from '../../text/prompts.ts'

export type Term = { kind: string; title: string; text: string }

/** What one agrees to on this page: the required kinds, and the therapist's only where one is seated. */
export const termsOf = (known: Fill, therapist: boolean): Term[] =>
  consent.kinds
    .filter(({ kind, required }) => required && (kind !== 'therapist' || therapist))
    .map(({ kind, title, text }) => ({ kind, title, text: fill(text, { until: consent.untilClosed, ...known }) }))

/** The wording one agreed to: SHA-256 of title, lead and the texts as shown, a line each; base64url, no padding. */
export const wordingOf = async (terms: readonly Term[]): Promise<string> => {
  const shown = [consent.title, consent.lead, ...terms.map(({ text }) => text)].join('\n')
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(shown))
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
