import { expect, test } from './couple.ts'
import { arrive, hear, map, say } from './evening.ts'

const PAYLOADS = [
  '<script>window.hit=1</script>',
  '<img src=x onerror="window.hit=1">',
  '"><svg/onload=window.hit=1>',
  'javascript:window.hit=1',
  '{{constructor.constructor("window.hit=1")()}}',
  '\u202Egnp.exe\u0000 ${window.hit=1}',
]

test('A8 markup in names, titles and words is text, and the policy is never broken', async ({ couple }) => {
  const { a, b } = couple
  a.name = PAYLOADS[1]!
  b.name = PAYLOADS[2]!
  await arrive(couple)
  await map(couple, PAYLOADS.join(' '))
  await say(a, { 'A small piece of it': PAYLOADS.join(' ') })
  await expect(b.page.getByText('<script>window.hit=1</script>', { exact: false }).first()).toBeVisible()
  await hear(couple, PAYLOADS[0]!)
  for (const { page } of [a, b]) expect(await page.evaluate(() => 'hit' in window)).toBe(false)
  expect([...a.complaints, ...b.complaints]).toEqual([])
})

test('a chapter can be walked by keyboard alone at 360 px', async ({ couple }) => {
  const { a, b } = couple
  await arrive(couple)
  const tabTo = async (name: string | RegExp) => {
    const wanted = a.page.getByRole('button', { name }).or(a.page.getByLabel(name)).first()
    for (let presses = 0; presses < 60; presses += 1) {
      if (await wanted.evaluate(element => element === document.activeElement)) return
      await a.page.keyboard.press('Tab')
    }
    throw new Error(`the keyboard never came to ${String(name)}`)
  }
  await tabTo(/^Give the moment a short name/)
  await a.page.keyboard.type('The night')
  await a.page.keyboard.press('Control+Enter')
  await tabTo('Send now')
  await a.page.keyboard.press('Enter')
  await expect(b.page.getByText('The night')).toBeVisible()
  await tabTo('This is the moment')
  await a.page.keyboard.press('Enter')
  await tabTo(/^Go quiet$/)
  await a.page.keyboard.press('Space')
  await a.page.keyboard.press('Control+Enter')
  await tabTo('Send now')
  await a.page.keyboard.press('Enter')
  await expect(a.page.getByText('Your half is there.', { exact: false })).toBeVisible()
})
