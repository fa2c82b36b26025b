import { readFileSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { bundle } from '../bench/bundle.ts'
import { BROWSER_FLAGS, findBrowser } from '../e2e/browser.ts'
import { readRows } from './lessons.ts'
import { WEIGHTS } from './shipped.ts'

const THROTTLE = 4
const LONG = 400

/**
 * The coach as the browser runs it, on drafts of 400 characters, with the processor slowed down four times: letter by
 * letter as somebody types, and on whole drafts it has not met.
 */
const main = async (): Promise<void> => {
  const script = await bundle(new URL('bench-page.ts', import.meta.url))
  const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_FLAGS })
  try {
    const page = await browser.newPage()
    const client = await page.context().newCDPSession(page)
    await page.addScriptTag({ content: script })
    await page.evaluate(bytes => globalThis.openCoach(bytes), readFileSync(WEIGHTS).toString('base64'))
    await client.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
    const drafts = draftsOf(700)
    await page.evaluate(some => globalThis.timeCoach(some), drafts.slice(0, 200))
    const rest = drafts.slice(200)
    const typed = await page.evaluate(some => globalThis.typeCoach(some), rest.slice(0, 100))
    const fresh = await page.evaluate(some => globalThis.timeCoach(some), rest)
    console.log(JSON.stringify({ throttle: THROTTLE, typed: spreadOf(typed), fresh: spreadOf(fresh) }))
  } finally {
    await browser.close()
  }
}

/** Milliseconds. */
const spreadOf = (all: readonly number[]) => {
  const times = [...all].sort((a, b) => a - b)
  const at = (share: number) => Number(times[Math.floor(times.length * share)]!.toFixed(2))
  return { drafts: times.length, p50: at(0.5), p95: at(0.95), most: at(0.999) }
}

/** Drafts of the hands put together until each has 400 characters. */
const draftsOf = (count: number): string[] => {
  const texts = readRows().map(({ text }) => text)
  return Array.from({ length: count }, (_, at) => {
    let draft = ''
    for (let next = at * 7; draft.length < LONG; next += 1) draft += `${texts[next % texts.length]} `
    return draft.slice(0, LONG)
  })
}

await main()
