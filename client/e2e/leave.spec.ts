import { expect, test } from './couple.ts'
import type { Person } from './couple.ts'
import { arrive, begin, press } from './evening.ts'

const isFull = process.env['HAVEN_FULL'] === '1'

/** Nothing of the talk, and no way back to it by the browser's own button. */
const gone = async ({ page }: Person, url: string) => {
  await expect(page).toHaveURL(`${url}/away`)
  for (let times = 0; times < 4; times += 1) {
    expect(await page.content()).not.toMatch(/haven|Noor|Elias|moment/i)
    await page.goBack({ waitUntil: 'load' }).catch(() => null)
    if (!page.url().startsWith(url)) return
    await expect(page).toHaveURL(`${url}/away`)
  }
}

/** From the press to the cover, and to the neutral page, in ms, by the page's own clock. */
const timesOf = async ({ page }: Person, leave: () => Promise<void>): Promise<{ cover: number; away: number }> => {
  await page.evaluate(() => {
    const now = () => `${performance.timeOrigin + performance.now()}`
    for (const what of ['press', 'cover']) sessionStorage.removeItem(what)
    const note = (what: string) => sessionStorage.getItem('cover') ?? sessionStorage.setItem(what, now())
    for (const type of ['click', 'keyup']) addEventListener(type, () => note('press'), true)
    const look = () => document.querySelector('dialog.blank') && note('cover')
    new MutationObserver(look).observe(document, { childList: true, subtree: true })
  })
  await leave()
  await page.waitForURL('**/away')
  return page.evaluate(() => {
    const { domContentLoadedEventEnd } = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming
    const at = (what: string) => Number(sessionStorage.getItem(what))
    return {
      cover: at('cover') - at('press'),
      away: performance.timeOrigin + domContentLoadedEventEnd - at('press'),
    }
  })
}

const WAYS: [string, (person: Person) => Promise<void>][] = [
  ['the button', person => press(person, 'Leave quickly')],
  ['the hidden link', ({ page }) => page.getByRole('link', { name: 'Leave this page quickly' }).press('Enter')],
  [
    'Shift three times',
    async ({ page }) => {
      for (let times = 0; times < 3; times += 1) await page.keyboard.press('Shift')
    },
  ],
]

test('A13 each way out leaves at once, sends nothing, and the other sees only an absence', async ({ couple }) => {
  const { a, b, haven } = couple
  await arrive(couple)
  const sent = () => a.wire.filter(frame => frame.includes('"propose"')).length
  const [before, shown] = [sent(), await b.page.getByRole('heading', { level: 1 }).innerText()]
  for (const [name, leave] of WAYS)
    await test.step(name, async () => {
      await a.page.goto(`${haven.url}/talk`)
      await a.page.getByLabel('Give the moment a short name.').waitFor()
      const { cover, away } = await timesOf(a, () => leave(a))
      const figures = `cover ${cover.toFixed(1)} ms, away ${away.toFixed(1)} ms`
      test.info().annotations.push({ type: `A13 ${name}`, description: figures })
      if (isFull) expect([cover <= 50, away <= 300, figures]).toEqual([true, true, figures])
      await gone(a, haven.url)
    })
  expect(sent()).toBe(before)
  await expect(b.page.getByText('Noor is taking a moment')).toBeVisible({ timeout: 25_000 })
  expect(await b.page.getByRole('heading', { level: 1 }).innerText()).toBe(shown)
})

test('A13 from any page Back shows the neutral page, and an address typed anew opens Haven again', async ({
  couple,
}) => {
  const { a, haven } = couple
  await arrive(couple)
  const pages: [string, () => Promise<void>][] = [
    ['a talk that was opened from the first page', async () => void (await a.page.goto(`${haven.url}/talk`))],
    [
      'looking back, from the talk',
      async () => {
        await a.page.goto(`${haven.url}/talk`)
        await a.page.goto(`${haven.url}/review`)
      },
    ],
    [
      'the workspace, from the first page',
      async () => {
        await a.page.goto(haven.url)
        await a.page.getByRole('link', { name: 'For therapists' }).click()
        await a.page.getByRole('button', { name: 'Make a workspace' }).waitFor()
      },
    ],
  ]
  for (const [name, come] of pages)
    await test.step(name, async () => {
      await come()
      await press(a, 'Leave quickly')
      await gone(a, haven.url)
    })
  await a.page.goto(haven.url)
  await expect(a.page.getByRole('button', { name: 'Start together' })).toBeVisible()
})

test('A13 on a device that is not one’s own nothing opens the talk any more', async ({ couple }) => {
  const { a, b, haven } = couple
  const link = await begin(couple)
  await b.page.goto(link)
  await b.page.getByLabel('What should we call you here?', { exact: true }).fill(b.name)
  await b.page
    .getByLabel(/shared|Someone else/i)
    .first()
    .check()
  await press(b, 'Join')
  await b.page.getByRole('heading', { name: 'Feeling safe' }).waitFor()
  await press(b, 'Leave quickly')
  await expect(b.page).toHaveURL(`${haven.url}/away`)
  const kept = await b.page.evaluate(async () => [await indexedDB.databases(), { ...localStorage }])
  expect(JSON.stringify(kept)).not.toMatch(/p2|secret/)
  const again = await b.context.newPage()
  await again.goto(`${haven.url}/talk`)
  await expect(again.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(again.getByText('Feeling safe')).toHaveCount(0)
  await expect(a.page.getByText('Feeling safe').first()).toBeVisible()
})
