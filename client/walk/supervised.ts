import { isBySeat } from '@haven/shared/acts.ts'
import { whisperOf } from '@haven/shared/channels.ts'
import { placeOf } from '@haven/shared/replay.ts'
import type { Place } from '@haven/shared/steps.ts'
import type { Scene } from '../src/session/scene.ts'
import { createSupervised } from '../src/session/supervise.ts'
import { joinTalk } from '../src/session/talks.ts'
import { judge, type Keep, type Walked } from './couple.ts'
import { type Device, newDevice, type Next, walkOn } from './partner.ts'
import { consent, type Deed, nextDeed, type Row, type Table, tableOf } from './table.ts'
import { headOf, openHere } from './talk.ts'
import { traceOf } from './trace.ts'

/** Also how often the therapist held, led back and whispered, and how many bytes of it the other partner saw. */
export type WalkedSupervised = Walked & { held: number; whispered: number; steppedBack: number; whisperTrace: number }

/** Two partners and their therapist, from the links to the last page; and once more without a whisper, to compare. */
export const walkSupervised = async (
  origin: string,
  words: string,
  keep: Keep = async () => {},
): Promise<WalkedSupervised> => {
  const [told, silent] = await Promise.all([
    walkOnce(origin, { words, isWhispering: true }, keep),
    walkOnce(origin, { words, isWhispering: false }, async () => {}),
  ])
  const why = [...told.why, ...silent.why.map(one => `without whispers: ${one}`)]
  const { scene, whispered, ...walked } = told
  return {
    ...walked,
    ok: why.length === 0,
    why,
    held: countOf(scene, 'held'),
    whispered,
    steppedBack: countOf(scene, 'askedBack'),
    whisperTrace: traceOf(told.heard, silent.heard),
  }
}

const walkOnce = async (origin: string, { words, isWhispering }: Manner, keep: Keep) => {
  const heard: string[] = []
  const devices = {
    p1: newDevice(origin),
    p2: newDevice(origin, frame => heard.push(frame)),
    therapist: newDevice(origin),
  }
  const session = await beginSupervised(devices, words)
  const [p1, p2, therapist] = await Promise.all(
    [devices.p1, devices.p2, devices.therapist].map(device => openHere(device, session)),
  )
  const table = supervisedTable(words)
  const nextOf = (next: Next): Next => (isWhispering ? scene => answered(scene, words) ?? next(scene) : next)
  const partner: Next = nextOf(scene => nextDeed(table, scene))
  try {
    await Promise.all([
      walkOn(p1!, devices.p1, partner),
      walkOn(p2!, devices.p2, partner),
      walkOn(therapist!, devices.therapist, scene => nextOfTherapist(scene, { words, isWhispering })),
    ])
    await keep(p1!)
    const scenes = [p1!.get(), p2!.get(), therapist!.get()] as const
    const heads = await Promise.all(Object.values(devices).map(device => headOf(device, session)))
    const whispered = Object.values(scenes[2].threads).flat().length
    return { ...judge(scenes, { heads, words }), scene: scenes[2], whispered, heard }
  } finally {
    for (const open of [p1, p2, therapist]) open?.close()
  }
}

const beginSupervised = async (devices: Record<'p1' | 'p2' | 'therapist', Device>, name: string): Promise<string> => {
  const { parts } = devices.therapist
  const asked = { name, mode: 'supervised', setting: 'apart', keepDays: 90, policy: 'limited-secrets' } as const
  const created = await createSupervised(parts, parts.keyrings.shared, asked)
  if (created.kind !== 'created') throw new Error(`create: ${created.kind}`)
  for (const seat of ['p1', 'p2'] as const) {
    const joined = await joinTalk(devices[seat].parts, created.links[seat], { name, own: false })
    if (joined.kind !== 'joined') throw new Error(`join ${seat}: ${joined.kind}`)
  }
  return created.session
}

const KINDS = 'use keep therapist'

/** The walk of two, waiting where the therapist leads: before the first words, and before the reach is asked again. */
const supervisedTable = (words: string): Table => {
  const table = tableOf(words)
  const after = (type: string, row: Row): Row => ({ ...row, once: seen => countOf(seen.scene, type) > 0 })
  const [spoke, ...rest] = table['hear.voice']!.injured!
  const [asked] = table['reach.ask']!.injured!
  return {
    ...table,
    'arrive.consent': { both: [consent(words, KINDS), consent(words, KINDS)] },
    'hear.voice': { ...table['hear.voice'], injured: [after('guided', spoke!), ...rest] },
    'reach.find': { injured: [{ act: { type: 'finished' } }, { act: { type: 'finished' } }] },
    'reach.ask': { injured: [after('askedBack', asked!)] },
  }
}

type Manner = { words: string; isWhispering: boolean }

/** The therapist's nth act at a place. Under the hold each partner is whispered to, and the first one answers. */
const nextOfTherapist = (scene: Scene, { words, isWhispering }: Manner): ReturnType<Next> => {
  if (!scene.snapshot) return undefined
  const place = placeOf(scene.snapshot)
  if (place === 'over.hold' && isWhispering) {
    const [one, two] = (['p1', 'p2'] as const).map(seat => scene.threads[whisperOf(seat)]?.length ?? 0)
    if (one === 0) return { beside: 'whisper:p1', text: words }
    if (one === 1) return undefined
    if (two === 0) return { beside: 'whisper:p2', text: words }
  }
  if (scene.snapshot.context.marks.therapist !== undefined) return undefined
  const own = scene.told.filter(({ entry }) => isBySeat(entry) && entry.by === 'therapist' && entry.step === place)
  return THERAPIST(words)[place]?.[own.filter(({ entry }) => entry.act.type !== 'endorsed').length]
}

const THERAPIST = (words: string): Partial<Record<Place, readonly Deed[]>> => ({
  'arrive.consent': [consent(words, KINDS), consent(words, KINDS)],
  'hear.voice': [{ act: { type: 'held' } }, { act: { type: 'guided' }, words: { text: words, to: 'p1' } }],
  'over.hold': [{ act: { type: 'released' } }],
  'reach.ask': [{ act: { type: 'askedBack', choice: 'reach.find' } }],
})

/** The first partner answers the therapist's whisper, once. */
const answered = ({ seat, threads }: Scene, words: string): ReturnType<Next> =>
  seat === 'p1' && threads['whisper:p1']?.length === 1 ? { beside: 'whisper:p1', text: words } : undefined

const countOf = ({ told }: Scene, type: string): number =>
  told.filter(
    ({ entry }) => isBySeat(entry) && entry.act.type === type && (entry.by === 'therapist' || type === 'guided'),
  ).length
