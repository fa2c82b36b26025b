import { expect, test } from './couple.ts'
import { arrive, map } from './evening.ts'

const PAGE = 'A small piece of it'
const NOTE = 'A note only you can see'
const STING = 'I rang you at two. You never think of anyone but yourself, you selfish man.'

test('a draft is listened to on the device alone: nothing leaves while it is written, with or without a line', async ({
  couple,
}) => {
  const { a, b } = couple
  await arrive(couple)
  await map(couple, 'night')
  await b.page.getByText('Noor is choosing words').waitFor()
  const page = a.page.getByLabel(PAGE)
  const note = a.page.getByRole('note', { name: NOTE })

  await page.pressSequentially('Once, so that all it needs is there. I felt alone on that floor, and afraid.')
  await expect(note).toBeVisible()
  await page.fill('')

  const [wire, requests, theirs] = [a.wire.length, a.requests.length, b.wire.length]
  await page.pressSequentially(STING)
  await expect(note).toContainText(/verdict|hurt|judgement|small|cut/)
  const keep = note.getByRole('button', { name: 'Keep it as it is' })
  /** A note that has just changed may not take the first press. */
  const readOn = () =>
    expect(async () => {
      await note.getByRole('button', { name: 'Read on' }).click({ timeout: 1_000 })
      await expect(keep).toBeVisible({ timeout: 1_000 })
    }).toPass()
  await readOn()
  const isPing = (frame: string) => /"type":"(ping|pong)"/.test(frame)
  expect(a.requests.slice(requests)).toEqual([])
  expect(a.wire.slice(wire).filter(frame => !isPing(frame))).toEqual([])
  expect(b.wire.slice(theirs).filter(frame => !isPing(frame))).toEqual([])

  await page.fill('')
  await expect(note).toHaveText('')
  await a.context.setOffline(true)
  await page.pressSequentially('You are a cold and heartless person, you have never once cared about me.')
  await expect(note).toContainText(/verdict|hurt|judgement|small|cut/)
  await readOn()
  await keep.click()
  await expect(note).toHaveText('')
  await a.context.setOffline(false)
})

test('words of danger open a way to help on the writer’s screen and nowhere else', async ({ couple }) => {
  const { a, b } = couple
  await arrive(couple)
  await map(couple, 'night')
  await b.page.getByText('Noor is choosing words').waitFor()
  const before = await b.page.locator('body').innerText()
  await a.page.getByLabel(PAGE).pressSequentially("I'm scared of you when you drink.")
  await a.page.getByRole('button', { name: 'See help' }).click()
  await expect(a.page.getByRole('dialog', { name: 'Help' })).toBeVisible()
  expect(await b.page.locator('body').innerText()).toBe(before)
})
