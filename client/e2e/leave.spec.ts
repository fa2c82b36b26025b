import { expect, test } from './couple.ts'
import type { Person } from './couple.ts'
import { arrive, press } from './evening.ts'

const gone = async ({ page }: Person, url: string) => {
  await expect(page).toHaveURL(`${url}/away`)
  expect(await page.content()).not.toMatch(/haven/i)
  await page.goBack()
  expect(await page.content()).not.toMatch(/Give the moment/)
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
      await leave(a)
      await gone(a, haven.url)
    })
  expect(sent()).toBe(before)
  await expect(b.page.getByText('Noor is taking a moment')).toBeVisible({ timeout: 25_000 })
  expect(await b.page.getByRole('heading', { level: 1 }).innerText()).toBe(shown)
})
