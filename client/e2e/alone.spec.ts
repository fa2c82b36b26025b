import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from './browser.ts'
import { expect, personIn, test } from './couple.ts'
import type { Person } from './couple.ts'
import { arrive, both, close, hear, map, own, press, reach, weave } from './evening.ts'
import { startHaven } from './server.ts'

type NetLog = {
  constants: { logEventTypes: Record<string, number> }
  events: { type: number; params?: { url?: string; host?: string; initiator?: string } }[]
}

/**
 * Every address asked for and every name looked up, as the browser's own network log has it. What the browser asks for by
 * itself, as its maker has built it, has no page that began it: no page can forbid that, and it is not tested here.
 */
const askedIn = async (file: string): Promise<{ urls: string[]; names: string[] }> => {
  const { constants, events } = JSON.parse(await readFile(file, 'utf8')) as NetLog
  const of = (type: string) =>
    events.flatMap(event => (event.type === constants.logEventTypes[type] && event.params ? [event.params] : []))
  const jobs = of('URL_REQUEST_START_JOB').filter(({ url }) => url)
  const isByPage = ({ initiator }: { initiator?: string }) => initiator !== undefined && initiator !== 'not an origin'
  const byItself = new Set(jobs.filter(job => !isByPage(job)).map(({ url }) => new URL(url!).hostname))
  const hostOf = (text: string) => new URL(text.includes('//') ? text : `any://${text}`).hostname
  const names = of('HOST_RESOLVER_MANAGER_REQUEST').flatMap(({ host }) => (host ? [hostOf(host)] : []))
  return {
    urls: jobs.filter(isByPage).map(({ url }) => url!),
    names: names.filter(name => !byItself.has(name)),
  }
}

const lookBack = async (person: Person) => {
  await person.page.getByRole('link', { name: 'Look back' }).first().click()
  await person.page.getByRole('heading', { name: 'Looking back' }).waitFor()
}

test('A11 a whole evening asks nobody else for anything, by the browser’s own network log', async () => {
  test.setTimeout(180_000)
  const [haven, folder] = [await startHaven(), await mkdtemp(join(tmpdir(), 'haven-'))]
  const file = join(folder, 'net.json')
  const args = [...BROWSER_FLAGS, `--log-net-log=${file}`]
  const browser = await chromium.launch({ executablePath: findBrowser(), args })
  try {
    const [a, b] = [
      await personIn(await browser.newContext({ viewport: { width: 360, height: 640 } }), 'Noor'),
      await personIn(await browser.newContext({ viewport: { width: 360, height: 640 } }), 'Elias'),
    ]
    const couple = { a, b, haven }
    await arrive(couple)
    await map(couple, 'here')
    await hear(couple, 'here')
    await own(couple, 'here')
    await reach(couple, 'here')
    await weave(couple, 'here')
    await close(couple, 'here')
    await both(couple, lookBack)
    await press(a, 'Leave quickly')
    await expect(a.page).toHaveURL(`${haven.url}/away`)
    expect([...a.requests, ...b.requests].filter(url => !url.startsWith(haven.url))).toEqual([])
    await browser.close()

    const { urls, names } = await askedIn(file)
    expect(urls.filter(url => new URL(url).host !== new URL(haven.url).host)).toEqual([])
    expect(names.filter(name => name !== 'localhost')).toEqual([])
    expect(urls.filter(url => new URL(url).pathname === '/socket').length).toBeGreaterThan(1)
  } finally {
    await browser.close()
    await haven.dispose()
    await rm(folder, { recursive: true })
  }
})

test('A11 help opens without asking anybody for anything, and without a line', async ({ couple: { a, haven } }) => {
  await a.page.goto(haven.url)
  await expect.poll(() => a.requests.filter(url => /help-dialog|\/dialog-/.test(url))).toHaveLength(2)
  let before = 0
  const isQuiet = () => before === (before = a.requests.length)
  await expect.poll(isQuiet, { intervals: [1_000] }).toBe(true)
  await a.context.setOffline(true)
  await press(a, 'Help')
  await expect(a.page.getByRole('dialog', { name: 'Help' })).toBeVisible()
  expect(a.requests.slice(before)).toEqual([])
  await a.context.setOffline(false)
})

test('help that could not be fetched leaves the page as it is and says whom to call', async ({
  couple: { a, haven },
}) => {
  await a.page.route(/help-dialog/, route => route.abort())
  await a.page.goto(haven.url)
  await press(a, 'Help')
  await expect(a.page.getByRole('alert')).toContainText('call your emergency number')
  await expect(a.page.getByRole('button', { name: 'Start together' })).toBeVisible()
  await press(a, 'Leave quickly')
  await expect(a.page).toHaveURL(`${haven.url}/away`)
})
