import { type BrowserContext, test as base, type Page, type TestInfo } from '@playwright/test'
import { type Haven, startHaven } from './server.ts'

/** One person at one device: a page, and everything it sent, received and complained about. */
export type Person = {
  name: string
  page: Page
  context: BrowserContext
  /** Socket frames both ways and request bodies, as text. */
  wire: string[]
  requests: string[]
  /** Errors of the page and violations of its policy. */
  complaints: string[]
  presses: number
}

export type Couple = { a: Person; b: Person; haven: Haven }
export type Trio = Couple & { t: Person }

/** Somebody at a device of their own; all that their page sends, hears and complains about is written down. */
export const personIn = async (context: BrowserContext, name: string): Promise<Person> => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const person: Person = {
    name,
    page: await context.newPage(),
    context,
    wire: [],
    requests: [],
    complaints: [],
    presses: 0,
  }
  const { page, wire, requests, complaints } = person
  page.on('websocket', socket => {
    socket.on('framesent', ({ payload }) => void wire.push(String(payload)))
    socket.on('framereceived', ({ payload }) => void wire.push(String(payload)))
  })
  page.on('request', request => {
    requests.push(request.url())
    wire.push(request.url(), request.postData() ?? '', JSON.stringify(request.headers()))
  })
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', message => {
    if (/Content Security Policy|Trusted Type/i.test(message.text())) complaints.push(message.text())
  })
  return person
}

/** What each of them had before their eyes, kept beside a test that failed. */
const show = async (people: readonly Person[], info: TestInfo): Promise<void> => {
  if (info.status === info.expectedStatus) return
  for (const { name, page } of people)
    await info.attach(name, { body: await page.locator('body').ariaSnapshot(), contentType: 'text/yaml' })
}

/** Two people, two browsers, nothing shared but the link; and a server of their own. With a therapist, three. */
export const test = base.extend<{ couple: Couple; trio: Trio }>({
  couple: async ({ browser }, use, info) => {
    const haven = await startHaven()
    const [a, b] = await Promise.all([
      personIn(await browser.newContext(), 'Noor'),
      personIn(await browser.newContext(), 'Elias'),
    ])
    await use({ a, b, haven })
    await show([a, b], info)
    await Promise.all([a, b].map(({ context }) => context.close()))
    await haven.dispose()
  },
  trio: async ({ browser, couple }, use, info) => {
    const t = await personIn(await browser.newContext(), 'Mara')
    await use({ ...couple, t })
    await show([t], info)
    await t.context.close()
  },
})
export { expect } from '@playwright/test'
