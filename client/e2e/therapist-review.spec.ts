import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from './couple.ts'
import type { Person } from './couple.ts'
import { both, map, press } from './evening.ts'
import { arriveWithTherapist, makeWorkspace, newTalk } from './seat.ts'

const mainOf = (person: Person) => person.page.getByRole('main').ariaSnapshot()

test('own answers stay one’s own until shared, and a therapist looks back where both allow it', async ({ trio }) => {
  test.setTimeout(180_000)
  const { a, b, t } = trio
  await makeWorkspace(trio)
  await arriveWithTherapist(trio, await newTalk(trio, 'A new talk'))
  await map(trio, 'lantern')
  await press(t, 'End kindly')
  await press(t, 'Yes, end it')

  await test.step('an answer is kept for oneself alone, and shared with the therapist by a press of its own', async () => {
    await b.page.getByText('How it is now, only for you').waitFor()
    const before = await mainOf(b)
    await a.page.getByText('How it is now, only for you').click()
    const asked = a.page.getByRole('radiogroup', { name: 'I felt heard.' })
    await asked.getByRole('radio', { name: '7', exact: true }).click()
    await a.page.getByText('Kept, for you alone.').first().waitFor()
    expect(await mainOf(b)).toBe(before)
    await both(trio, async person => {
      await press(person, 'Yes')
      await press(person, 'Go on')
      await press(person, /^Keep my words until/)
    })
    await a.page.getByText('Your own answers').click()
    await expect(a.page.getByRole('row', { name: 'After 7' })).toBeVisible()
    await press(a, `Share with ${t.name}: I felt heard`)
    await press(a, 'Share it')
    await a.page.getByText(`${t.name} has this.`).waitFor()
    await expect(b.page.getByText('I felt heard')).toHaveCount(0)
  })

  await test.step('until both allow it, what was said is closed to the therapist, and the page says so', async () => {
    await t.page.getByText('What was said is closed now.').waitFor()
    await press(t, 'Look back')
    await t.page.getByText('All of it opens when both partners allow it.').waitFor()
    expect(await mainOf(t)).not.toMatch(/lantern|Nothing has been said/)
    await both(trio, async person => {
      await person.page.getByRole('link', { name: 'Look back' }).first().click()
      await press(person, 'Keep or erase')
      await press(person, 'Allow it')
    })
    const said = t.page.getByRole('region', { name: 'What was said' })
    await said.getByText('The night of the fever lantern').waitFor()
    await said.getByText(`${a.name}: Keep my words until 90 days after`).waitFor()
    await press(a, 'Read')
    await a.page.getByText(`${t.name} opened`).first().waitFor()
  })

  await test.step('the moves, an own part that is kept, and a copy with names replaced', async () => {
    await press(t, 'Your own pages')
    await t.page.getByText('The eight moves', { exact: true }).click()
    await expect(t.page.getByRole('row', { name: /Not reached/ }).first()).toBeVisible()
    await t.page.getByText('My own part', { exact: true }).click()
    await t.page.getByRole('radio', { name: 'Partly' }).first().check()
    await press(t, 'Keep my answers')
    await t.page.getByText('Kept.', { exact: true }).waitFor()
    await t.page.getByText('Take it to supervision', { exact: true }).click()
    await press(t, 'Read it as it will be')
    const [download] = await Promise.all([t.page.waitForEvent('download'), press(t, 'Save for supervision')])
    const copy = await readFile((await download.path())!, 'utf8')
    await t.page.getByLabel('A file of pages (PDF)').check()
    const [pages] = await Promise.all([t.page.waitForEvent('download'), press(t, 'Save for supervision')])
    expect((await readFile((await pages.path())!)).subarray(0, 5).toString()).toBe('%PDF-')
    expect(copy).toContain('Changed by hand')
    expect(copy).not.toMatch(/Noor|Elias|lantern/)
    const { violations } = await new AxeBuilder({ page: t.page }).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  await test.step('taken back by one, it closes for all', async () => {
    await press(b, 'Take it back')
    await press(t, 'Read')
    await t.page.getByText('All of it opens when both partners allow it.').waitFor()
    expect(await mainOf(t)).not.toContain('lantern')
    expect([a, b, t].flatMap(({ complaints }) => complaints)).toEqual([])
  })
})
