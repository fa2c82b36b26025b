import { readdirSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { CONCERNS } from '../src/coach/categories.ts'
import { notice } from '../src/coach/notice.ts'
import { aucOf } from './figures.ts'
import { readHeldOut } from './held-out.ts'
import { readRows, type Row, saidBy, WHOLE } from './lessons.ts'
import { shippedEar } from './shipped.ts'
import { tableOf } from './table.ts'

/** Drafts of others, read in place; they never enter the product. */
type Foreign = { id: string; text: string; labels?: string[] }

const main = (folder: string | undefined): void => {
  const rows = readRows()
  console.log(tableOf(rows, readHeldOut(rows.map(({ id }) => id))))
  console.log(`\nHow far one gets without hearing the words (AUC, any concern)\n${artefactsOf(rows)}`)
  console.log(`\nHand and second reader\n${agreementOf(rows)}`)
  console.log(`\nHands no net has read, as shipped, with role and step\n${unreadOf(readRows('unread'))}`)
  if (folder) console.log(`\nOther people’s texts, without role and step\n${foreignIn(folder)}`)
}

/** Length, marks and the place alone. */
const artefactsOf = (rows: readonly Row[]): string => {
  const any = rows.map(row => saidBy(row.labels).at(-1)!)
  const shares = new Map<string, { yes: number; all: number }>()
  rows.forEach(({ role, step }, at) => {
    const share = shares.get(`${role} ${step}`) ?? { yes: 0, all: 0 }
    shares.set(`${role} ${step}`, { yes: share.yes + Number(any[at]), all: share.all + 1 })
  })
  const ways: Record<string, (row: Row) => number> = {
    length: ({ text }) => text.length,
    'marks in it': ({ text }) => text.replaceAll(/[\p{L}\p{N}\s]/gu, '').length / text.length,
    capitals: ({ text }) => text.replaceAll(/\P{Lu}/gu, '').length / text.length,
    'role and step': ({ role, step }) => shares.get(`${role} ${step}`)!.yes / shares.get(`${role} ${step}`)!.all,
  }
  return Object.entries(ways)
    .map(([name, score]) => {
      const auc = aucOf(rows.map((row, at) => ({ score: score(row), is: any[at]! })))
      return `${name.padEnd(14)} ${Math.max(auc, 1 - auc).toFixed(3)}`
    })
    .join('\n')
}

/** Cohen’s kappa, category by category. */
const agreementOf = (rows: readonly Row[]): string => {
  const read = rows.filter(row => row.second)
  return WHOLE.map((label, at) => {
    const pairs = read.map(row => [saidBy(row.labels)[at]!, saidBy(row.second!)[at]!] as const)
    const [hand, second] = [0, 1].map(who => pairs.filter(pair => pair[who]).length / pairs.length)
    const same = pairs.filter(([a, b]) => a === b).length / pairs.length
    const byChance = hand! * second! + (1 - hand!) * (1 - second!)
    return `${label} ${((same - byChance) / (1 - byChance)).toFixed(2)}`
  }).join(' · ')
}

/** What is said, by the code that ships: right, noticed, and said where nothing should be. */
const unreadOf = (rows: readonly Row[]): string => {
  const ear = shippedEar()
  const heard = rows.map(row => {
    const said = new Set<string>(notice(row.text, row, ear).map(({ category }) => category))
    return {
      row,
      said,
      is: CONCERNS.some(one => row.labels.includes(one)),
      isSaid: CONCERNS.some(one => said.has(one)),
    }
  })
  const both = heard.filter(({ is, isSaid }) => is && isSaid).length
  const safe = heard.filter(({ is }) => !is)
  const tender = safe.filter(({ row }) => row.labels.some(one => TENDER.has(one)))
  const hurt = tender.filter(({ said }) => said.has('blame') || said.has('contempt'))
  const lines = CONCERNS.map(one => {
    const said = heard.filter(found => found.said.has(one))
    const right = said.filter(({ row }) => row.labels.includes(one)).length
    return `${one} ${right} of ${said.length} right, ${right} of ${rows.filter(({ labels }) => labels.includes(one)).length} noticed`
  })
  return [
    `${rows.length} drafts: ${both} of ${heard.filter(({ isSaid }) => isSaid).length} right, ${both} of ${rows.length - safe.length} noticed`,
    `${safe.filter(({ isSaid }) => isSaid).length} of ${safe.length} harmless drafts flagged; blame or contempt on ${hurt.length} of ${tender.length} tender ones`,
    ...lines,
  ].join('\n')
}
const TENDER: ReadonlySet<string> = new Set(['vulnerable', 'need', 'reach'])

const foreignIn = (folder: string): string => {
  const ear = shippedEar()
  const root = new URL(`${pathToFileURL(folder).href}/`)
  return readdirSync(root)
    .filter(file => file.endsWith('.dev.jsonl'))
    .map(file => {
      const rows = readFileSync(new URL(file, root), 'utf8')
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as Foreign)
      const flagged = (row: Foreign) =>
        notice(row.text, {}, ear).some(({ category }) => CONCERNS.some(one => one === category))
      const isOne = ({ labels = [] }: Foreign) => CONCERNS.some(one => labels.includes(one))
      const [with_, safe] = [rows.filter(isOne), rows.filter(row => !isOne(row))]
      const hits = with_.filter(flagged).length
      const wrong = safe.filter(flagged).length
      return `${file}: noticed ${hits} of ${with_.length}; flagged ${wrong} of ${safe.length} without a concern`
    })
    .join('\n')
}

main(process.argv[2])
