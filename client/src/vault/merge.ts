import { isAlike, plain } from './alike.ts'
import { bury, type Couple, endOf, namedOf, nameOf, type StableRing, type VaultContent } from './content.ts'

/**
 * What two devices changed apart, together: no couple of either is lost. Of one couple the later name and the later copy
 * count, except that secrets, links and believed devices add up and what ended stays ended, until it is made anew. The
 * order in which copies are merged makes no difference.
 */
export const mergeContent = (one: VaultContent, other: VaultContent): VaultContent => {
  const [, settings] = inOrder(settingsOf(one), settingsOf(other), ({ changed }) => changed, plain)
  const couples = new Map(one.couples.map(couple => [couple.session, couple]))
  for (const couple of other.couples) {
    const there = couples.get(couple.session)
    couples.set(couple.session, there ? mergeCouple(there, couple) : couple)
  }
  return { ...settings, couples: [...couples.values()].map(bury).sort(firstMadeFirst) }
}

const settingsOf = (content: VaultContent): Omit<VaultContent, 'couples'> => {
  const { couples: _, ...settings } = content
  return settings
}

const mergeCouple = (one: Couple, other: Couple): Couple => {
  if (isAlike(one, other)) return one
  if (one.made !== other.made) return one.made > other.made ? one : other
  const [oldest, newest] = inOrder(one, other, ({ changed }) => changed, unshared)
  const [, called] = inOrder(one, other, namedOf, nameOf)
  const kept = mergeKept(oldest.kept, newest.kept)
  return { ...newest, ...nameOf(called), named: namedOf(called), kept, ...endOf(one, other) }
}

/** What one device learnt is not lost on another: a link it gave opens its seat, and whoever it let in stays believed. */
export const mergeKept = (oldest: StableRing, newest: StableRing): StableRing => ({
  ...newest,
  secrets: mergeSecrets(oldest.secrets, newest.secrets),
  invites: mergeInvites([...oldest.invites, ...newest.invites]),
  accepted: [...new Set([...oldest.accepted, ...newest.accepted])].sort(),
})

type Secrets = StableRing['secrets']

const mergeSecrets = (oldest: Secrets, newest: Secrets): Secrets => {
  const channels = [...Object.keys(oldest), ...Object.keys(newest)] as (keyof Secrets)[]
  return Object.fromEntries(channels.map(channel => [channel, { ...oldest[channel], ...newest[channel] }]))
}

type Invite = StableRing['invites'][number]

/** Each link once, in time, and known as given where one copy knows. */
const mergeInvites = (all: readonly Invite[]): Invite[] => {
  const inTime = all.toSorted(firstGivenFirst)
  return [...new Map(inTime.map(invite => [nameOfInvite(invite), invite])).values()].sort(firstGivenFirst)
}

const nameOfInvite = ({ seat, secret }: Invite): string => `${seat} ${secret}`
const firstGivenFirst = (a: Invite, b: Invite): number =>
  (a.given ?? -1) - (b.given ?? -1) || (nameOfInvite(a) < nameOfInvite(b) ? -1 : 1)

/** What of a couple is of one copy alone. */
const unshared = (couple: Couple): unknown => {
  const { named: _, device: __, ended: ___, gone: ____, ...rest } = couple
  return { ...rest, alias: '', kind: '', kept: { ...couple.kept, secrets: {}, invites: [], accepted: [] } }
}

/** The earlier one first; of copies made in the same millisecond always the same one. */
const inOrder = <Copy>(one: Copy, other: Copy, at: (copy: Copy) => number, what: (copy: Copy) => unknown) => {
  const isLater = at(one) === at(other) ? plain(what(one)) > plain(what(other)) : at(one) > at(other)
  return isLater ? ([other, one] as const) : ([one, other] as const)
}

const firstMadeFirst = (a: Couple, b: Couple): number => a.made - b.made || (a.session < b.session ? -1 : 1)
