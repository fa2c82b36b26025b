import { expect, test } from './couple.ts'
import { begin, join, press } from './evening.ts'

test('C15 a link leaves the address bar at once, and a used one tells so', async ({ couple }) => {
  const link = await begin(couple)
  await join(couple, link)
  await expect(couple.b.page).toHaveURL(`${couple.haven.url}/talk`)
  const third = await couple.b.context.browser()!.newContext()
  const page = await third.newPage()
  await page.goto(link)
  await expect(page).toHaveURL(`${couple.haven.url}/join`)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(page.getByRole('heading', { name: /used/i })).toBeVisible()
  await third.close()
})

test('C15 the secret is gone from the address bar before any script of the app has run', async ({
  couple: { b, haven },
}) => {
  await b.page.route('**/assets/*.js', route => route.abort())
  const made = 'A'.repeat(22)
  await b.page.goto(`${haven.url}/join#1.${made}.p2.${made}`)
  expect(b.page.url()).toBe(`${haven.url}/join`)
})

test('a guessed link and a cut one open nothing', async ({ couple: { b, haven } }) => {
  const made = 'A'.repeat(22)
  await b.page.goto(`${haven.url}/join#1.${made}.p2.${made}`)
  await press(b, 'Join')
  const heading = b.page.getByRole('heading', { level: 1 })
  await expect(heading).not.toContainText('Welcome')
  await b.page.goto(`${haven.url}/join#1.${made}.p2.cut`)
  await b.page.reload()
  await expect(b.page.getByRole('button', { name: 'Join', exact: true })).toHaveCount(0)
})

test('R16 not today, and a stop in the private check, send nothing', async ({ couple }) => {
  const { a, b } = couple
  await join(couple, await begin(couple))
  await b.page.getByRole('heading', { name: 'Feeling safe' }).waitFor()
  const acts = () => [...a.wire, ...b.wire].filter(frame => frame.includes('"propose"')).length
  const before = acts()
  const shown = await a.page.getByRole('main').innerText()
  await press(b, 'One of these, or not sure')
  await expect(b.page.getByText('This is not your fault', { exact: false })).toBeVisible()
  await press(a, 'Not today')
  await expect(a.page.getByText('Not starting today.', { exact: false }).first()).toBeVisible()
  expect(acts()).toBe(before)
  expect(shown).toContain('Feeling safe')
})
