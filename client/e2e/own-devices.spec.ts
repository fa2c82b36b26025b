import { expect, personIn, test } from './couple.ts'
import type { Person } from './couple.ts'
import { arrive, begin, check, join, press, say } from './evening.ts'

const openDevices = async ({ page }: Person) => {
  await page.getByRole('button', { name: 'More', exact: true }).first().click()
  await page.getByText('Devices', { exact: true }).click()
}
const close = ({ page }: Person) => page.getByRole('button', { name: 'Close', exact: true }).click()

test('P45 one more device: it reads all, both act, it is told plainly, and it can be taken out', async ({
  couple,
  browser,
}) => {
  test.setTimeout(120_000)
  const { a, b } = couple
  await arrive(couple)
  await say(a, { 'Give the moment a short name.': 'The night of the fever lantern' })
  await openDevices(a)
  await press(a, 'Make a link for my other device')
  const link = (await a.page.locator('dialog .address').textContent()) ?? ''
  expect(link).toContain('#2.')

  const c = await personIn(await browser.newContext(), a.name)
  await test.step('the link opens the same seat, with all that was said', async () => {
    await c.page.goto(link)
    await c.page.getByRole('heading', { name: 'Open your talk here too' }).waitFor()
    await press(c, 'Open it here')
    await c.page.getByText('The night of the fever lantern').first().waitFor()
  })

  await test.step('everybody is told, in words of their own', async () => {
    await expect(a.page.getByText('Your other device is confirmed. Your seat is open there now.')).toBeVisible()
    await close(a)
    await a.page.getByRole('heading', { name: 'Your seat is open on one more device' }).waitFor()
    await press(a, 'All right')
    await b.page.getByRole('heading', { name: `${a.name} has one more device here` }).waitFor()
    await press(b, 'All right')
    await expect(c.page.getByRole('heading', { name: /one more device/ })).toHaveCount(0)
  })

  await test.step('what is done on one stands on the other', async () => {
    await press(c, 'This is the moment')
    await c.page.getByLabel('Go quiet', { exact: true }).check()
    await say(c, { 'What do you feel under that?': 'alone lantern' })
    await expect(a.page.getByText('alone lantern').first()).toBeVisible()
    const sent = c.wire
      .filter(frame => frame.includes('"propose"'))
      .map(frame => JSON.parse(frame) as { epoch: number })
    expect(sent.map(({ epoch }) => epoch)).not.toContain(1)
  })

  await test.step('a reload opens either again', async () => {
    for (const { page } of [a, c]) {
      await page.reload()
      await page.getByText('alone lantern').first().waitFor()
    }
  })

  await test.step('the link works once', async () => {
    const d = await personIn(await browser.newContext(), 'Somebody')
    await d.page.goto(link)
    await press(d, 'Open it here')
    await expect(d.page.getByRole('heading', { name: /used/i })).toBeVisible()
    await d.context.close()
  })

  await test.step('it is taken out, and has nothing any more', async () => {
    await openDevices(a)
    await press(a, 'Take this device out')
    await press(a, 'Take it out')
    await c.page.getByRole('heading', { name: 'This device is no longer in the talk' }).waitFor()
    expect(await c.page.locator('body').innerText()).not.toContain('lantern')
    await expect(a.page.getByText('You: another device')).toHaveCount(0)
    await close(a)
    await expect(b.page.getByText('alone lantern')).toHaveCount(0)
  })
  expect([a, b, c].flatMap(({ complaints }) => complaints)).toEqual([])
  await c.context.close()
})

test('P41 the device that gave the link is taken out before it was used: the other one gives a new one', async ({
  couple,
  browser,
}) => {
  test.setTimeout(90_000)
  const { a, b } = couple
  const dead = await begin(couple)
  await openDevices(a)
  await press(a, 'Make a link for my other device')
  const own = (await a.page.locator('dialog .address').textContent()) ?? ''
  const c = await personIn(await browser.newContext(), a.name)
  await c.page.goto(own)
  await press(c, 'Open it here')
  await a.page.getByText('Your other device is confirmed. Your seat is open there now.').waitFor()

  await openDevices(c)
  await press(c, 'Take this device out')
  await c.page.getByText('A link it made for a seat that is still empty then opens nothing.').waitFor()
  await press(c, 'Take it out')
  await a.page.getByRole('heading', { name: 'This device is no longer in the talk' }).waitFor()
  await c.page.getByText('Nobody has opened it yet, and the device that began the talk is out of it').waitFor()

  await test.step('the dead link says whom to ask', async () => {
    await join(couple, dead)
    await b.page.getByRole('heading', { name: 'This link is no longer valid' }).waitFor()
    await b.page.getByText('Ask whoever gave it to you for a new one.').waitFor()
  })

  await test.step('the new one opens the seat, and the two go on', async () => {
    await press(c, 'Make a new link')
    await c.page.getByText('It works once. A link that was made before opens nothing any more.').waitFor()
    await join(couple, (await c.page.locator('dialog .address').first().textContent()) ?? '')
    await close(c)
    await Promise.all([b, c].map(check))
    await Promise.all([b, c].map(({ page }) => page.getByRole('button', { name: 'I agree', exact: true }).waitFor()))
  })
  expect([a, b, c].flatMap(({ complaints }) => complaints)).toEqual([])
  await c.context.close()
})
