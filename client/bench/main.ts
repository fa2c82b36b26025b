import { chromium } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from '../e2e/browser.ts'
import { startHaven } from '../e2e/server.ts'
import { type Figures, measure, type Measured, SLOW } from './measure.ts'
import { type Options, readOptions, USAGE } from './options.ts'

const readOrExplain = (): Options | undefined => {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
    return undefined
  }
}

/** How long talks open on the built page, from a real server over a real wire. */
const run = async ({ entries, passes, isJson }: Options): Promise<void> => {
  const haven = await startHaven()
  const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_FLAGS })
  const measured: Measured[] = []
  try {
    for (const many of entries) {
      const one = await measure({ haven, browser, passes }, many)
      measured.push(one)
      console.log(tableOf(one))
    }
  } finally {
    await browser.close()
    await haven.dispose()
  }
  if (isJson) console.log(JSON.stringify({ passes, throttle: SLOW, talks: measured }))
}

const COLUMNS = ['told', 'page', 'last', 'all', 'work', 'longest'] as const

/** Milliseconds, the middle one and the worst. */
const tableOf = ({ entries, desktop, slow, serverCpu }: Measured): string => {
  const line = (name: string, cells: readonly string[]) =>
    name.padEnd(12) + cells.map(cell => cell.padStart(18)).join('')
  const lineOf = (name: string, figures: Figures) =>
    line(
      name,
      COLUMNS.map(column => `${figures[column].median} ≤ ${figures[column].worst}`),
    )
  return [
    line(`${entries}`, COLUMNS),
    lineOf('desktop', desktop),
    lineOf(`${SLOW} × slower`, slow),
    `server       ${serverCpu.median} ≤ ${serverCpu.worst} ms of the processor for all of it`,
    '',
  ].join('\n')
}

const options = readOrExplain()
if (options) await run(options)
else process.exitCode = 2
