import { placeOf } from '../src/coach/categories.ts'
import { earOf } from '../src/coach/ear.ts'
import { tokensOf } from '../src/coach/tokens.ts'
import { aucOf, cutAt } from './figures.ts'
import { groupsOf } from './held-out.ts'
import { learn } from './learn.ts'
import { handOf, lessonOf, readRows, saidBy } from './lessons.ts'

/** What more hands buy: nets taught by ever more of them, heard on the drafts of the first group, which none has read. */
const main = async (): Promise<void> => {
  const rows = readRows()
  const hands = [...new Set(rows.map(({ id }) => handOf(id)))]
  const away = new Set(groupsOf(hands)[0])
  const rest = hands.filter(hand => !away.has(hand))
  const unread = rows.filter(({ id }) => away.has(handOf(id)))
  for (const share of [0.125, 0.25, 0.5, 1]) {
    const taught = new Set(rest.filter((_, at) => at % Math.round(1 / share) === 0))
    const lessons = rows.filter(({ id }) => taught.has(handOf(id))).map(lessonOf)
    // oxlint-disable-next-line no-await-in-loop -- one after the other, each as fast as it can
    const { words, shape, tables } = await learn(lessons, 1)
    const ear = earOf({ header: { language: 'en', shape, words: words.join(' '), thresholds: {} }, tables })
    const marked = unread.map(row => ({
      score: ear.hear(tokensOf(row.text), placeOf(row)).whole.at(-1)!,
      is: saidBy(row.labels).at(-1)!,
    }))
    const [at90, at95] = [0.9, 0.95].map(precision => cutAt(marked, precision).recall.toFixed(2))
    console.log(
      `${taught.size} hands, ${lessons.length} drafts: any concern AUC ${aucOf(marked).toFixed(3)}, recall ${at90} at precision .90, ${at95} at .95`,
    )
  }
}

await main()
