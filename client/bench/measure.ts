import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { Haven } from '../e2e/server.ts'
import { bundle } from './bundle.ts'
import { usedBy } from './server-time.ts'
import { type Spread, spreadOf } from './spread.ts'
import type { LongTalk } from './tell-page.ts'
import type { Opening, Wanted } from './watch-page.ts'
import { TRACED, workIn } from './work.ts'

/**
 * How one talk opens, in milliseconds from the first page of entries. `page`: something of it stands painted; `last`: the
 * last words do, opened at their own address; `all`: the first words do, which are opened after all others. `told`: the
 * last page of entries has come. `work`: what the page itself used of the processor for all of it; `longest`: its longest
 * task.
 */
export type Figures = Record<'told' | 'page' | 'last' | 'all' | 'work' | 'longest', Spread>
export type Measured = { entries: number; desktop: Figures; slow: Figures; serverCpu: Spread }

export const SLOW = 6
const MARK = 'lantern'
const RESUMES = 20

type Bench = { haven: Haven; browser: Browser; passes: number }

/** Makes a talk of so many entries and opens it again and again. */
export const measure = async ({ haven, browser, passes }: Bench, entries: number): Promise<Measured> => {
  const context = await browser.newContext()
  try {
    const talk = await tell(context, haven, entries)
    await context.addInitScript(await bundle(new URL('watch-page.ts', import.meta.url)))
    const open = (wanted: number, rate: number) => openOnce(context, haven, { talk, wanted, rate })
    const figures = async (rate: number): Promise<Figures> => {
      await open(talk.last, rate)
      const [last, all]: [Opened[], Opened[]] = [[], []]
      for (let pass = 0; pass < passes; pass += 1) {
        last.push(await open(talk.last, rate))
        all.push(await open(talk.first, rate))
      }
      const since = (of: 'told' | 'page' | 'words', some: readonly Opened[]) =>
        spreadOf(some.map(one => one[of] - one.heard))
      const both = [...last, ...all]
      return {
        told: since('told', both),
        page: since('page', both),
        last: since('words', last),
        all: since('words', all),
        work: spreadOf(both.map(({ work }) => work)),
        longest: spreadOf(both.map(({ longest }) => longest)),
      }
    }
    return {
      entries: talk.entries,
      desktop: await figures(1),
      slow: await figures(SLOW),
      serverCpu: await resumed(context, haven, talk),
    }
  } finally {
    await context.close()
  }
}

/** On a page of the same origin that does nothing by itself. */
const tell = async (context: BrowserContext, { url }: Haven, entries: number): Promise<LongTalk> => {
  const page = await context.newPage()
  await page.goto(`${url}/healthz`)
  await page.evaluate(await bundle(new URL('tell-page.ts', import.meta.url)))
  const talk = await page.evaluate(([many, mark]) => globalThis.tellLong(many, mark), [entries, MARK] as const)
  await page.close()
  return talk
}

type Open = { talk: LongTalk; wanted: number; rate: number }
type Opened = Opening & ReturnType<typeof workIn>

/** A page that was closed, opened at the beginning of the talk or at its last words. */
const openOnce = (context: BrowserContext, { url }: Haven, { talk, wanted, rate }: Open): Promise<Opened> =>
  inPage(context, async page => {
    const browser = context.browser()!
    const cdp = await context.newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate })
    await browser.startTracing(page, { categories: TRACED })
    await page.goto(wanted === talk.last ? `${url}/review#e${wanted}` : `${url}/review`, { waitUntil: 'commit' })
    const opening = await watch(page, { seq: wanted, mark: MARK })
    return { ...opening, ...workIn(await browser.stopTracing(), opening) }
  })

const watch = (page: Page, wanted: Wanted) => page.evaluate(one => globalThis.watchFor(one), wanted)

/** What the server needs to read, write and send all of it, asked for again on a line that is up. */
const resumed = (context: BrowserContext, { url, pid }: Haven, { entries, first }: LongTalk): Promise<Spread> =>
  inPage(context, async page => {
    await page.goto(`${url}/review`)
    await watch(page, { seq: first, mark: MARK })
    const used: number[] = []
    for (let turn = 0; turn < RESUMES; turn += 1) {
      const before = usedBy(pid())
      await page.evaluate(all => globalThis.hearAgain(all), entries)
      used.push(usedBy(pid()) - before)
    }
    return spreadOf(used)
  })

const inPage = async <Result>(context: BrowserContext, run: (page: Page) => Promise<Result>): Promise<Result> => {
  const page = await context.newPage()
  try {
    return await run(page)
  } finally {
    await page.close()
  }
}
