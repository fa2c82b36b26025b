import { expect, personIn, test } from './couple.ts'
import type { Person } from './couple.ts'
import { arrive, press, say } from './evening.ts'
import { arriveWithTherapist, makeWorkspace, newTalk } from './seat.ts'

const newLinkFrom = async ({ page }: Person, partner: string): Promise<string> => {
  await page.getByRole('button', { name: 'More', exact: true }).first().click()
  await page.getByText('Devices', { exact: true }).click()
  await page.getByRole('button', { name: `Make a new link for ${partner}` }).click()
  const link = await page.locator('dialog .address').textContent()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  return link ?? ''
}

test('P44 a lost device: a new link takes the seat, the old device is shut out, and all are told', async ({
  couple,
  browser,
}) => {
  test.setTimeout(90_000)
  const { a, b } = couple
  await arrive(couple)
  await say(a, { 'Give the moment a short name.': 'The night of the fever lantern' })
  await b.page.getByText('The night of the fever lantern').first().waitFor()
  const link = await newLinkFrom(a, b.name)

  const c = await personIn(await browser.newContext(), b.name)
  await c.page.goto(link)
  await c.page.getByLabel('What should we call you here?').fill(b.name)
  await press(c, 'Join')

  await test.step('the old device says so plainly, and has nothing any more', async () => {
    await b.page.getByRole('heading', { name: 'This device is no longer in the talk' }).waitFor()
    expect(await b.page.locator('body').innerText()).not.toContain('lantern')
    await b.page.getByRole('link', { name: 'To the first page' }).click()
    await b.page.goto(new URL('/talk', link).href)
    await b.page.getByRole('heading', { name: 'No talk is open on this device' }).waitFor()
  })

  await test.step('the partner is told plainly, once', async () => {
    await a.page.getByRole('heading', { name: `A new device has ${b.name}’s seat` }).waitFor()
    await press(a, 'All right')
    await a.page.reload()
    await a.page.getByText('The night of the fever lantern').first().waitFor()
    await expect(a.page.getByRole('heading', { name: /^A new device has/ })).toHaveCount(0)
  })

  await test.step('the new device reads what was said, and goes on under new keys', async () => {
    await c.page.getByText('The night of the fever lantern').first().waitFor()
    await expect.poll(() => a.wire.filter(frame => frame.includes('"rekeyed"')).length).toBeGreaterThan(0)
    await press(a, 'This is the moment')
    await c.page.getByLabel('Go quiet', { exact: true }).check()
    await say(c, { 'What do you feel under that?': 'alone lantern' })
    await expect
      .poll(() => a.wire.filter(frame => frame.includes('"by":"p2"') && frame.includes('"epoch":2')).length)
      .toBeGreaterThan(0)
    const sent = c.wire
      .filter(frame => frame.includes('"propose"'))
      .map(frame => JSON.parse(frame) as { epoch: number })
    expect(sent.map(({ epoch }) => epoch)).not.toContain(1)
  })

  await test.step('the link works once', async () => {
    await b.page.goto(link)
    await press(b, 'Join')
    await expect(b.page.getByRole('heading', { name: /used/i })).toBeVisible()
  })
  expect([a, b, c].flatMap(({ complaints }) => complaints)).toEqual([])
  await c.context.close()
})

test('P44 with a therapist who began: the link for a lost device is made in the room', async ({ trio, browser }) => {
  test.setTimeout(150_000)
  const { a, b, t } = trio
  await makeWorkspace(trio)
  await arriveWithTherapist(trio, await newTalk(trio, 'A new talk'))
  await say(a, { 'Give the moment a short name.': 'The night of the fever lantern' })
  await a.page.getByRole('button', { name: 'More', exact: true }).first().click()
  await a.page.getByText('Devices', { exact: true }).click()
  await a.page.getByText(`If one of you loses a device, ${t.name} gives a new link.`).waitFor()
  await a.page.getByRole('button', { name: 'Close', exact: true }).click()

  await t.page.getByText('Devices', { exact: true }).click()
  await press(t, `Make a new link for ${b.name}`)
  const link = (await t.page.locator('.drawer .address').textContent()) ?? ''
  const c = await personIn(await browser.newContext(), b.name)
  await c.page.goto(link)
  await c.page.getByLabel('What should we call you here?').fill(b.name)
  await press(c, 'Join')
  await b.page.getByRole('heading', { name: 'This device is no longer in the talk' }).waitFor()
  for (const { page } of [a, t])
    await page.getByRole('heading', { name: `A new device has ${b.name}’s seat` }).waitFor()
  await c.page.getByText('The night of the fever lantern').first().waitFor()
  for (const one of [a, t]) await press(one, 'All right')

  const d = await personIn(await browser.newContext(), a.name)
  await test.step('once the therapist was sent away it is the other partner’s to give', async () => {
    await c.page.getByRole('button', { name: 'More', exact: true }).first().click()
    await press(c, `Go on without ${t.name}`)
    await press(c, 'Yes, go on as two')
    await t.page.getByRole('heading', { name: 'You no longer have a seat in this room' }).waitFor()
    await d.page.goto(await newLinkFrom(c, a.name))
    await d.page.getByLabel('What should we call you here?').fill(a.name)
    await press(d, 'Join')
    await a.page.getByRole('heading', { name: 'This device is no longer in the talk' }).waitFor()
    await press(c, 'All right')
    await press(d, 'This is the moment')
    await c.page.getByLabel('Go quiet', { exact: true }).waitFor()
  })
  await d.context.close()
  expect([a, b, c, d, t].flatMap(({ complaints }) => complaints)).toEqual([])
  await c.context.close()
})
