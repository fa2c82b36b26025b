import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { BROWSER_FLAGS, findBrowser } from '../e2e/browser.ts'
import { readRows } from './lessons.ts'
import { WEIGHTS } from './shipped.ts'

const THROTTLE = 4
const LONG = 400

/** The coach as the browser runs it, on drafts of about 400 characters, with the processor slowed down four times. */
const main = async (): Promise<void> => {
  const script = await bundle()
  const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_FLAGS })
  try {
    const page = await browser.newPage()
    const client = await page.context().newCDPSession(page)
    await page.addScriptTag({ content: script })
    await page.evaluate(bytes => globalThis.openCoach(bytes), readFileSync(WEIGHTS).toString('base64'))
    await client.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
    const drafts = draftsOf(700)
    await page.evaluate(some => globalThis.timeCoach(some), drafts.slice(0, 200))
    const times = (await page.evaluate(some => globalThis.timeCoach(some), drafts.slice(200))).sort((a, b) => a - b)
    const at = (share: number) => Number(times[Math.floor(times.length * share)]!.toFixed(2))
    console.log(
      JSON.stringify({ drafts: times.length, throttle: THROTTLE, p50: at(0.5), p95: at(0.95), most: at(0.999) }),
    )
  } finally {
    await browser.close()
  }
}

const bundle = async (): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL('bench-page.ts', import.meta.url)), formats: ['iife'], name: 'bench' },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!output || !('output' in output)) throw new Error('nothing was built')
  return output.output[0].code
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
