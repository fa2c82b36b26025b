import type { Ear } from '../coach/ear.ts'
import type { Listening, Note } from '../coach/notice.ts'
import url from '../coach/weights/en.bin?url'

/** `isWhole`: with its learned ear; otherwise only the certain rules speak. */
export type Coach = { notice(draft: string, listening: Listening): readonly Note[]; isWhole: boolean }

/** Rejects where even the rules can't be had. */
export type LoadCoach = () => Promise<Coach>

/** The bytes of the weights; rejects when they are missing. */
export type GetWeights = () => Promise<ArrayBuffer>

let loading: Promise<Coach> | undefined

/** The coach, once for the life of the page; after a failure it is tried again when next asked for. */
export const loadCoach: LoadCoach = () =>
  (loading ??= coachFrom(fetchWeights).catch((error: unknown) => {
    loading = undefined
    throw error
  }))

/** Without weights, or with damaged ones, the certain rules work alone. */
export const coachFrom = async (weights: GetWeights): Promise<Coach> => {
  const [{ notice }, ear] = await Promise.all([import('../coach/notice.ts'), earFrom(weights).catch(() => undefined)])
  return { isWhole: ear !== undefined, notice: (draft, listening) => notice(draft, listening, ear) }
}

const earFrom = async (weights: GetWeights): Promise<Ear> => {
  const [{ openEar }, bytes] = await Promise.all([import('../coach/ear.ts'), weights()])
  return openEar(bytes)
}

/** An asset of this origin; nothing goes with the request. */
const fetchWeights: GetWeights = async () => {
  const answer = await fetch(url, { credentials: 'omit' })
  if (!answer.ok) throw new Error(`weights: ${answer.status}`)
  return answer.arrayBuffer()
}
