import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plain } from './alike.ts'
import { type Couple, namedOf, readContent, stamped, type VaultContent } from './content.ts'
import { mergeContent } from './merge.ts'
import { coupleOf, keptOf } from './testing/couples.ts'

const sessions = ['a', 'b', 'c', 'd', 'e']
const seldom = <const Value>(...values: Value[]): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(...values) })
const couples: fc.Arbitrary<Couple> = fc
  .record({
    session: fc.constantFrom(...sessions),
    changed: fc.nat(6),
    named: fc.option(fc.nat(6), { nil: undefined }),
    alias: fc.constantFrom('', 'one', 'two'),
    kind: fc.constantFrom('supervised' as const, 'practice' as const),
    own: fc.constantFrom('Stein', 'Mara'),
    invites: fc.uniqueArray(
      fc.record({ seat: fc.constantFrom('p1' as const, 'p2' as const), secret: fc.constantFrom('x', 'y', 'z') }),
      { selector: ({ seat, secret }) => seat + secret },
    ),
    given: fc.option(fc.nat(4), { nil: undefined }),
    accepted: fc.uniqueArray(fc.constantFrom('d1', 'd2', 'd3')),
    epochs: fc.uniqueArray(fc.integer({ min: 1, max: 4 })),
    ended: seldom('removed', 'erased', 'forgotten'),
    isGone: seldom(true),
  })
  .map(({ session, epochs, ended, isGone, own, invites, given, accepted, named, ...rest }) => {
    const secrets = { room: Object.fromEntries(epochs.map(epoch => [epoch, `${session} ${epoch}`])) }
    const all = invites.map(one => ({ ...one, ...(given !== undefined && { given }) }))
    const kept = { ...keptOf(session, ''), invites: all, accepted, names: { own }, secrets }
    const marks = { ...(ended && { ended }), ...(isGone && { gone: true as const }) }
    return coupleOf(session, { ...rest, kept, ...(named !== undefined && { named }), ...marks })
  })
const contents: fc.Arbitrary<VaultContent> = fc.record({
  name: fc.constantFrom('Stein', 'Dr. Stein'),
  bookmarks: fc.dictionary(fc.constantFrom('turn', 'tear'), fc.constantFrom('x', 'y')),
  couples: fc.uniqueArray(couples, { selector: ({ session }) => session }),
  changed: fc.nat(4),
})
const callOf = ({ alias, kind }: Couple) => `${alias} ${kind}`
const secretsIn = ({ kept }: Couple) => Object.values(kept.secrets.room ?? {})
const linksIn = ({ kept }: Couple) => kept.invites.map(({ seat, secret }) => `${seat} ${secret}`)
const find = ({ couples: all }: VaultContent, session: string) => all.find(couple => couple.session === session)
/** As every copy is: without secrets of what has ended or is gone. */
const tidy = (content: VaultContent) =>
  mergeContent({ ...content, couples: [] }, { ...content, couples: content.couples })
const same = (a: VaultContent, b: VaultContent) => expect(plain(a)).toBe(plain(b))

describe('two copies merged', () => {
  it('hold every couple of both, the later copy of each', () => {
    fc.assert(
      fc.property(contents, contents, (one, other) => {
        const merged = mergeContent(one, other)
        const asked = new Set([...one.couples, ...other.couples].map(({ session }) => session))
        expect(new Set(merged.couples.map(({ session }) => session))).toEqual(asked)
        expect(merged.couples).toHaveLength(asked.size)
        for (const couple of merged.couples) {
          const copies = [find(one, couple.session), find(other, couple.session)].filter(copy => copy !== undefined)
          const newest = Math.max(...copies.map(({ changed }) => changed))
          expect(couple.changed).toBe(newest)
          const owns = copies.filter(({ changed }) => changed === newest).map(({ kept }) => kept.names.own)
          expect(owns).toContain(couple.kept.names.own)
          const named = Math.max(...copies.map(namedOf))
          expect(namedOf(couple)).toBe(named)
          expect(copies.filter(copy => namedOf(copy) === named).map(callOf)).toContain(callOf(couple))
        }
      }),
    )
  })

  it('lose no secret, link or believed device of a couple that is there, and bring back none that ended', () => {
    fc.assert(
      fc.property(contents, contents, (one, other) => {
        for (const couple of mergeContent(one, other).couples) {
          const copies = [find(one, couple.session), find(other, couple.session)].filter(copy => copy !== undefined)
          const wasGone = copies.some(({ gone }) => gone)
          const hasEnded = copies.some(({ ended }) => ended !== undefined)
          expect(couple.gone ?? false).toBe(wasGone)
          expect(couple.ended !== undefined).toBe(hasEnded)
          expect(couple.ended === 'erased').toBe(copies.some(({ ended }) => ended === 'erased'))
          const all = (of: (copy: Couple) => string[]) => [...new Set(copies.flatMap(of))].sort()
          for (const of of [secretsIn, linksIn, ({ kept }: Couple) => kept.accepted])
            expect(of(couple).toSorted()).toEqual(wasGone || hasEnded ? [] : all(of))
        }
      }),
    )
  })

  it('are the same in whatever order, and however often', () => {
    fc.assert(
      fc.property(contents, contents, contents, (a, b, c) => {
        const [one, two, three] = [tidy(a), tidy(b), tidy(c)]
        same(mergeContent(one, one), one)
        same(mergeContent(one, two), mergeContent(two, one))
        const merged = mergeContent(mergeContent(one, two), three)
        same(mergeContent(merged, two), merged)
        for (const { session, changed, gone } of merged.couples)
          expect(find(mergeContent(one, mergeContent(two, three)), session)).toMatchObject({
            changed,
            ...(gone && { gone }),
          })
      }),
    )
  })
})

it('a link one device gave outlives that another called the couple something meanwhile, and the name a rewritten ring', () => {
  const content = (couple: Couple): VaultContent => ({ name: '', bookmarks: {}, couples: [couple], changed: 0 })
  const before = coupleOf('a', { named: 1, changed: 1 })
  const [old] = before.kept.invites
  const fresh = { seat: 'p1', secret: 'fresh', given: 5 } as const
  const [renewed] = stamped(
    content(before),
    content({ ...before, kept: { ...before.kept, invites: [fresh] } }),
    5,
  ).couples
  const [called] = stamped(content(before), content({ ...before, alias: 'Tuesday' }), 9).couples
  const merged = mergeContent(content(called!), content(renewed!)).couples[0]!
  expect(merged).toMatchObject({ alias: 'Tuesday', named: 9, changed: 5, kept: { invites: [old, fresh] } })
  const [later] = stamped(
    content(renewed!),
    content({ ...renewed!, kept: { ...renewed!.kept, accepted: ['d'] } }),
    12,
  ).couples
  expect(mergeContent(content(merged), content(later!)).couples[0]).toMatchObject({
    alias: 'Tuesday',
    kept: { accepted: ['d'], invites: [old, fresh] },
  })
})

describe('a session entered again', () => {
  it('overrules every copy of the one that ended, whenever that was changed', () => {
    const ended = coupleOf('a', { made: 1, changed: 90, ended: 'erased', gone: true })
    const anew = coupleOf('a', { made: 2, changed: 5 })
    const [one, other] = [ended, anew].map(couple => ({ name: '', bookmarks: {}, couples: [couple], changed: 0 }))
    expect(mergeContent(one!, other!).couples).toEqual([anew])
    expect(mergeContent(other!, one!).couples).toEqual([anew])
  })
})

describe('a change', () => {
  it('is later than what it changes, even by a clock that is behind, and leaves the rest its time', () => {
    const before: VaultContent = {
      name: 'S',
      bookmarks: {},
      couples: [coupleOf('a', { changed: 50 }), coupleOf('b')],
      changed: 9,
    }
    const after = stamped(
      before,
      { ...before, couples: [{ ...before.couples[0]!, alias: 'new' }, before.couples[1]!] },
      20,
    )
    expect(after.couples.map(({ named, changed }) => [named, changed])).toEqual([
      [51, 50],
      [undefined, 1],
    ])
    const kept = { ...before.couples[0]!.kept, accepted: ['device'] }
    const rewritten = stamped(after, { ...after, couples: [{ ...after.couples[0]!, kept }, after.couples[1]!] }, 20)
    expect(rewritten.couples[0]).toMatchObject({ alias: 'new', named: 51, changed: 51 })
    expect(after.changed).toBe(9)
    expect(stamped(before, { ...before, name: 'T' }, 20).changed).toBe(20)
    expect(stamped(before, structuredClone(before), 20)).toEqual(before)
  })

  it('that leaves a couple out marks it gone, without its secrets', () => {
    const before: VaultContent = { name: 'S', bookmarks: {}, couples: [coupleOf('a')], changed: 9 }
    const [couple] = stamped(before, { ...before, couples: [] }, 20).couples
    expect(couple).toMatchObject({ session: 'a', gone: true, changed: 20, kept: { secrets: {}, invites: [] } })
    expect(couple).not.toHaveProperty('device')
  })
})

describe('what is read', () => {
  it('keeps what a later version added, and is refused where it is no workspace', () => {
    const couple = { ...coupleOf('a'), more: 1 }
    const content = { name: 'S', bookmarks: {}, couples: [couple], changed: 1, more: [2] }
    expect(readContent(content)).toEqual(content)
    for (const wrong of [null, {}, { ...content, couples: [{}] }, { ...content, couples: [{ ...couple, kept: {} }] }])
      expect(() => readContent(wrong)).toThrow()
  })
})
