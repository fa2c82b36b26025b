import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayCarryWords } from '../acts.ts'
import { apply, keep, type Snapshot } from '../replay.ts'
import { gateOf, isLater, isPartner, isWork, otherOf, SEATS, type Step, STEP_IDS } from '../steps.ts'
import { couple, DAY, injuredIn, supervised } from '../testing/room.ts'
import { type Taken, talkFrom } from '../testing/walk.ts'
import { CANDIDATES } from '../view.ts'

/** Talks in both rooms, alone or together, that set out from any step and go anywhere. */
const talks = fc.tuple(
  fc.constantFrom(couple, supervised, { ...couple, setting: 'together' as const }),
  fc.constantFrom(...STEP_IDS),
  fc.array(fc.nat(), { minLength: 40, maxLength: 120, size: 'max' }),
)

/** `check` holds at every moment of any talk. */
const always = (check: (moment: Taken, index: number, moments: readonly Taken[]) => void, numRuns = 12) =>
  fc.assert(
    fc.property(talks, talk => talkFrom(...talk).forEach(check)),
    { numRuns },
  )

/** `check` holds for where any talk has come to. */
const wherever = (check: (snapshot: Snapshot, at: number) => void, numRuns = 20) =>
  fc.assert(
    fc.property(talks, fc.nat(), (talk, index) => {
      const moments = talkFrom(...talk)
      const { after } = moments[index % moments.length]!
      check(after.snapshot, after.now)
    }),
    { numRuns },
  )

const stepBefore = ({ before }: Taken) => before.snapshot.value as Step
const stepAfter = ({ after }: Taken) => after.snapshot.value as Step
const contextBefore = ({ before }: Taken) => before.snapshot.context
const contextAfter = ({ after }: Taken) => after.snapshot.context
const enters = (moment: Taken, fits: (step: Step) => boolean) => fits(stepAfter(moment)) && !fits(stepBefore(moment))
const choiceIn = ({ entry: { act } }: Taken) => ('choice' in act ? act.choice : undefined)
const comesBack = (moment: Taken) => stepBefore(moment) === 'arrive.settle' && contextBefore(moment).resume !== null

describe('entering', () => {
  it('R1 no work is entered in a sitting before everyone was ready in private and agreed', () => {
    always((moment, index, moments) => {
      if (!enters(moment, isWork)) return
      const began = moments.findLastIndex((one, at) => at < index && enters(one, step => step === 'arrive.safety'))
      const sitting = moments.slice(began, index).map(({ entry }) => `${entry.by} ${entry.act.type} ${entry.step}`)
      const seats = contextAfter(moment).therapist ? SEATS : (['p1', 'p2'] as const)
      expect(sitting).toEqual(
        expect.arrayContaining([
          'p1 readied arrive.safety',
          'p2 readied arrive.safety',
          ...seats.map(seat => `${seat} agreed arrive.consent`),
        ]),
      )
    })
  })

  it('R5 own.context is entered by the invitation of the injured partner alone, or by coming back', () => {
    always(moment => {
      if (!enters(moment, step => step === 'own.context') || comesBack(moment)) return
      expect(stepBefore(moment)).toBe('own.invite')
      expect([moment.entry.by, choiceIn(moment)]).toEqual([injuredIn(moment.before), 'now'])
    })
  })

  it('R6 what follows the reach is entered only when it was received, and left out only by stopping', () => {
    const follows = (step: Step) => step === 'reach.land' || step.startsWith('weave.')
    const reaching = (step: Step) => step.startsWith('reach.') && step !== 'reach.land'
    always(moment => {
      if (enters(moment, follows) && !comesBack(moment))
        expect(['reach.receive yes', 'reach.receive partly']).toContain(`${moment.entry.step} ${choiceIn(moment)}`)
      if (follows(stepAfter(moment))) expect(contextAfter(moment).gates.reached).toBe(true)
      if (!reaching(stepBefore(moment)) || isWork(stepAfter(moment))) return
      expect(['notToday', 'ended', 'setDown', 'returned']).toContain(choiceIn(moment) ?? moment.entry.act.type)
    })
  })

  it('R7 each chapter opens by its own yes, and words said deep down are never skipped past nor lost', () => {
    always((moment, index, moments) => {
      const { gates, deepened } = contextAfter(moment)
      if (stepAfter(moment) === 'hear.deepen') expect(gates.heard).toBe(true)
      if (stepAfter(moment) === 'own.invite') expect(gates.landed).toBe(true)
      if (comesBack(moment)) expect(deepened).toBe(contextBefore(moment).deepened)
      if (stepAfter(moment) === 'own.inner' && stepBefore(moment).startsWith('hear.'))
        expect(['hear.check2 yes', 'hear.deepen skipped']).toContain(
          `${moment.entry.step} ${choiceIn(moment) ?? moment.entry.act.type}`,
        )
      if (moment.entry.act.type !== 'skipped' || moment.entry.step !== 'hear.deepen') return
      const heard = moments.findLastIndex(
        (one, at) => at < index && one.entry.step === 'hear.check' && choiceIn(one) === 'yes',
      )
      const since = moments.slice(heard, index).map(({ entry }) => `${entry.act.type} ${entry.step}`)
      expect(since).not.toContain('spoke hear.deepen')
    })
  })

  it('R12 one goes back only to where one has been, and only coming back empties what was kept', () => {
    always(moment => {
      const [before, after] = [contextBefore(moment), contextAfter(moment)]
      const { act } = moment.entry
      if (act.type === 'askedBack') {
        expect(before.visited).toContain(act.choice)
        expect(isLater(act.choice as Step, stepBefore(moment))).toBe(false)
      }
      if (after.resume) expect(isWork(after.resume)).toBe(true)
      if (before.resume && !after.resume)
        expect([stepBefore(moment), stepAfter(moment)]).toEqual(['arrive.settle', before.resume])
    })
  })
})

describe('who may', () => {
  it('R2 everyone may pause and end everywhere; done takes what is kept, said about it and erased, and nothing else', () => {
    wherever((snapshot, at) => {
      const tries = (by: (typeof SEATS)[number]) =>
        CANDIDATES.filter(act => apply(snapshot, { ...act, by, at, own: true })).map(({ type }) => type)
      for (const seat of SEATS.filter(one => snapshot.context.therapist || one !== 'therapist'))
        if (snapshot.value === 'done')
          expect([...new Set(tries(seat))]).toEqual([
            ...(snapshot.context.consented ? ['allowed'] : []),
            'withdrew',
            ...(snapshot.context.consented && seat === 'therapist' ? ['reviewed'] : []),
            ...(snapshot.context.consented ? ['remarked'] : []),
            ...(seat === 'therapist' ? [] : ['retained']),
            'erased',
          ])
        else expect(tries(seat)).toEqual(expect.arrayContaining(['paused', 'ended']))
    })
  })

  it('R4 only the injured partner answers a gate or takes an answer back', () => {
    always(moment => {
      if (!['answered', 'tookBack'].includes(moment.entry.act.type)) return
      expect(moment.entry.by).toBe(injuredIn(moment.before))
      for (const by of SEATS.filter(seat => seat !== moment.entry.by))
        expect(apply(moment.before.snapshot, { ...moment.event, by })).toBeUndefined()
    })
  })

  it('R8 nobody speaks in the place of the other', () => {
    const only = {
      injured: 'map.name hear.voice hear.deepen reach.ask',
      injuring: 'hear.reflect hear.reflect2 own.say own.context reach.answer',
    }
    always(moment => {
      if (moment.entry.act.type !== 'spoke') return
      const role = moment.entry.by === injuredIn(moment.before) ? 'injuring' : 'injured'
      expect(only[role].split(' ')).not.toContain(moment.entry.step)
    })
  })

  it('R10 the therapist never moves the talk forward, nor brings a couple back into work', () => {
    always(moment => {
      const [before, after] = [stepBefore(moment), stepAfter(moment)]
      if (moment.entry.by !== 'therapist' || before === after) return
      expect(isWork(after) && !isWork(before)).toBe(false)
      const why = `${moment.entry.act.type} ${before}`
      const may = ['agreed arrive.consent', 'agreed weave.next', 'chose weave.next']
      if (!may.includes(why)) expect(['ended', 'setDown', 'askedBack']).toContain(moment.entry.act.type)
      if (moment.entry.act.type === 'askedBack') expect(isLater(after, before)).toBe(false)
    })
  })

  it('R11 going back, taking back and erasing add an entry, and one erases only what is one’s own', () => {
    always(({ before, after, entry }) => {
      expect(after.entries.slice(0, -1)).toEqual(before.entries)
      if (entry.act.type !== 'erased') return
      expect(new Set(entry.act.seqs.map(seq => before.entries[seq - 1]?.by))).toEqual(new Set([entry.by]))
    }, 8)
  })

  it('R14 no words enter before everyone agreed, save the name one wants to be called', () => {
    always(moment => {
      if (!mayCarryWords(moment.entry.act.type) || moment.entry.step === 'arrive.consent') return
      expect(contextBefore(moment).consented).toBe(true)
    })
  })

  it('R22 without a therapist nobody holds, releases, guides or swaps on the same day', () => {
    always((moment, index) => {
      if (contextAfter(moment).therapist) return
      expect(contextAfter(moment).round).toBe(1)
      expect(['held', 'released', 'guided']).not.toContain(moment.entry.act.type)
      for (const act of index % 9 ? [] : CANDIDATES)
        expect(
          apply(moment.before.snapshot, { ...act, by: 'therapist', at: moment.event.at, own: true }),
        ).toBeUndefined()
    }, 4)
  })
})

describe('going round', () => {
  it('R9 the third not yes at a gate steps back, and stays where it was asked', () => {
    always(moment => {
      const [before, after] = [contextBefore(moment), contextAfter(moment)]
      const { act, step } = moment.entry
      if (act.type !== 'answered') return
      const given = act.choice === 'yes' || `${step} ${act.choice}` === 'reach.receive partly'
      const isLimit = !given && before.counts[gateOf(step as Step)!] === 2
      expect([after.aside, stepAfter(moment) === step]).toEqual(
        isLimit ? [{ fromLimit: true, proposal: null }, true] : [null, false],
      )
    })
  })

  it('R9 nothing but an ending leads forward out of an aside, and smaller is there after a limit alone', () => {
    always(moment => {
      if (moment.entry.step !== 'over.stepBack' || moment.entry.act.type === 'ended') return
      if (choiceIn(moment) === 'smaller') expect(contextBefore(moment).aside?.fromLimit).toBe(true)
      expect(stepAfter(moment) !== 'between' && isLater(stepAfter(moment), stepBefore(moment))).toBe(false)
    })
  })

  it('R21 a second round swaps the roles and begins afresh, and there is no third', () => {
    always(moment => {
      const [before, after] = [contextBefore(moment), contextAfter(moment)]
      expect(after.round).toBeGreaterThanOrEqual(before.round)
      if (after.round === before.round) return
      expect([after.injured, stepAfter(moment), after.visited]).toEqual([
        otherOf(before.injured!),
        'map.name',
        ['map.name'],
      ])
      expect([...Object.values(after.gates), ...Object.values(after.counts), ...after.said]).toEqual([
        ...Array(4).fill(false),
        ...Array(4).fill(0),
      ])
    })
  })

  it('R25 the story and the care close only when both have marked, and new words clear the marks', () => {
    const onward: Partial<Record<Step, Step>> = { 'weave.story': 'weave.care', 'weave.care': 'weave.next' }
    always(moment => {
      const { by, step, act } = moment.entry
      if (!onward[step as Step] || !isPartner(by)) return
      const closes = stepAfter(moment) === onward[step as Step]
      expect(closes && contextBefore(moment).marks[otherOf(by)] === undefined).toBe(false)
      expect(act.type === 'spoke' && Object.keys(contextAfter(moment).marks).length > 0).toBe(false)
    })
  })

  it('R27 presence is said at most once for each piece that was heard', () => {
    always((moment, index, moments) => {
      if (moment.entry.act.type !== 'stayed') return
      const last = (type: string, own: boolean) =>
        moments.findLastIndex(
          ({ entry }, at) =>
            at < index &&
            entry.act.type === type &&
            entry.step === moment.entry.step &&
            (entry.by === moment.entry.by) === own,
        )
      expect(last('spoke', false)).toBeGreaterThan(last('stayed', true))
    })
  })
})

describe('stopping for a while', () => {
  const around = (snapshot: Snapshot, at: number, wait: number) => {
    const pause = apply(snapshot, { type: 'paused', minutes: 20, by: 'p1', at })!
    const one = apply(pause, { type: 'returned', by: 'p2', at: at + wait })!
    return apply(one, { type: 'returned', by: 'p1', at: at + wait })!
  }
  const isOpen = ({ value, context }: Snapshot) => value !== 'done' && !context.pause

  it('R3 a return within a day restores everything exactly', () => {
    wherever((snapshot, at) => {
      if (!isOpen(snapshot)) return
      expect(keep(around(snapshot, at, DAY))).toEqual(keep(snapshot))
    })
  })

  it('R23 while something lies over a step its own acts are refused, and ways out lift all of it', () => {
    const own = CANDIDATES.filter(({ type }) =>
      'readied stayed finished skipped answered tookBack parked spoke'.includes(type),
    )
    wherever((snapshot, at) => {
      const { pause, hold, aside } = snapshot.context
      if (!pause && !hold && !aside) return
      for (const by of SEATS) for (const act of own) expect(apply(snapshot, { ...act, by, at })).toBeUndefined()
      for (const type of ['ended', 'setDown'] as const)
        expect(apply(snapshot, { type, by: 'p2', at })?.context ?? {}).not.toMatchObject({ hold: true })
    })
    always(({ entry, after: { snapshot } }) => {
      if (['ended', 'setDown'].includes(entry.act.type))
        expect(snapshot.context).toMatchObject({ pause: null, hold: false, aside: null })
    })
  })

  it('R28 past a day in work both go through arrive and come to the very same place', () => {
    wherever((snapshot, at) => {
      const step = snapshot.value as Step
      if (!isOpen(snapshot) || !isWork(step)) return
      const { said, counts, gates, injured } = snapshot.context
      let later = around(snapshot, at, DAY + 1)
      expect(later).toMatchObject({
        value: 'arrive.safety',
        context: { resume: step, pause: null, hold: false, aside: null },
      })
      const seats = snapshot.context.therapist ? SEATS : (['p1', 'p2'] as const)
      for (const by of ['p1', 'p2'] as const) later = apply(later, { type: 'readied', by, at })!
      for (const by of seats)
        later = apply(later, { type: 'agreed', wording: 'w', kinds: 'keep use therapist', by, at })!
      for (const by of ['p1', 'p2'] as const) later = apply(later, { type: 'readied', by, at })!
      expect(later).toMatchObject({ value: step, context: { said, counts, gates, injured, resume: null, marks: {} } })
    })
  })

  it('R28 past a day in arrive both begin again at the private check, and what was kept stays kept', () => {
    wherever((snapshot, at) => {
      if (!isOpen(snapshot) || !(snapshot.value as Step).startsWith('arrive.')) return
      const { resume } = snapshot.context
      expect(around(snapshot, at, DAY + 1)).toMatchObject({ value: 'arrive.safety', context: { resume } })
    })
  })

  it('R28 a pause chosen again keeps its first moment, so that no day is dodged, and takes the new minutes', () => {
    wherever((snapshot, at) => {
      if (snapshot.value === 'done') return
      const first = apply(snapshot, { type: 'paused', minutes: 20, by: 'p1', at })!
      const second = apply(first, { type: 'paused', minutes: 1, by: 'p2', at: at + DAY })!
      const since = snapshot.context.pause?.since ?? at
      expect(second.context.pause).toEqual({ since, minutes: 1, back: [] })
    })
  })

  it('R35 time alone moves nothing', () => {
    always(({ before, event }) => {
      if (event.type === 'paused' || before.snapshot.context.pause) return
      expect(keep(apply(before.snapshot, { ...event, at: event.at + 90 * DAY })!)).toEqual(
        keep(apply(before.snapshot, event)!),
      )
    }, 8)
  })
})
