import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import { BROWSER_FLAGS, findBrowser } from './browser.ts'
import { startHaven } from './server.ts'

const WANTED: Record<string, number> = { performance: 95, accessibility: 100, 'best-practices': 100 }

/** The built landing page on Lighthouse's phone. Prints one line per figure; exit code 1 below what is wanted. */
const haven = await startHaven()
const chrome = await launch({ chromePath: findBrowser(), chromeFlags: ['--headless', ...BROWSER_FLAGS] })
try {
  const result = await lighthouse(haven.url, {
    port: chrome.port,
    onlyCategories: Object.keys(WANTED),
    logLevel: 'error',
  })
  for (const [id, wanted] of Object.entries(WANTED)) {
    const score = Math.round((result?.lhr.categories[id]?.score ?? 0) * 100)
    process.stdout.write(`${id} ${score}\n`)
    if (score < wanted) process.exitCode = 1
  }
} finally {
  chrome.kill()
  await haven.dispose()
}
