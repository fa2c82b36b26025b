import { readFile } from 'node:fs/promises'
import type { Download } from '@playwright/test'
import { AxeBuilder } from '@axe-core/playwright'
import { extractText } from 'unpdf'
import { verify } from '../src/export/verify.ts'
import { expect, test } from './couple.ts'
import type { Person } from './couple.ts'
import { arrive, both, map, press } from './evening.ts'

const textOf = async (download: Download) => readFile((await download.path())!, 'utf8')

/** No blank to break it at, and wider than any page. */
const LONG = 'wide'.repeat(60)

const view = (person: Person, name: string) => press(person, name)

test('two look back, note, take copies, withdraw words and forget the talk', async ({ couple }) => {
  test.setTimeout(150_000)
  const { a, b } = couple
  await arrive(couple)
  await map(couple, `lantern 💛 ${LONG}`)
  await press(a, 'More')
  await press(a, 'End this talk')
  await press(a, 'Yes, end it')
  await both(couple, async person => {
    await press(person, 'Yes')
    await press(person, 'Go on')
    await press(person, /^Keep my words until/)
    await person.page.getByRole('link', { name: 'Look back' }).first().click()
    await person.page.getByRole('heading', { name: 'Looking back' }).waitFor()
  })

  await test.step('all of it opens when both allow it', async () => {
    await expect(b.page.getByText('The night of the fever lantern')).toHaveCount(0)
    await a.page.setViewportSize({ width: 1280, height: 800 })
    const [tools, talk] = [a.page.locator('.finding'), a.page.getByRole('region', { name: 'What was said' })]
    expect((await tools.boundingBox())!.y).toBeLessThan((await talk.boundingBox())!.y + 1)
    await a.page.setViewportSize({ width: 360, height: 640 })
    await both(couple, async person => {
      await view(person, 'Keep or erase')
      await person.page.getByRole('button', { name: 'Allow it' }).first().click()
    })
    await both(couple, async person => {
      await expect(person.page.getByRole('button', { name: 'Take it back' })).toBeFocused()
      await expect(person.page.getByText('You have both allowed it.').first()).toBeVisible()
      await view(person, 'Read')
    })
    await b.page.getByText('The night of the fever lantern').first().waitFor()
    for (const letter of await b.page.locator('.back .letter').all()) {
      const [name, words] = [letter.locator('bdi'), letter.locator('.said-line').first()]
      expect((await name.boundingBox())!.x - (await words.boundingBox())!.x).toBeLessThan(40)
    }
    const { violations } = await new AxeBuilder({ page: b.page }).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  await test.step('a note for oneself, and one that is shared', async () => {
    await a.page.getByText('The night of the fever lantern').first().click()
    await press(a, 'Note')
    await a.page.getByRole('textbox', { name: 'Your note' }).fill('I was so tired that night.')
    await press(a, 'Keep it for me')
    await a.page.getByText('I was so tired that night.').first().waitFor()
    await b.page.getByText('The night of the fever lantern').first().click()
    await press(b, 'Note')
    await b.page
      .getByRole('textbox', { name: 'Your note' })
      .fill(`I did not know this. ${LONG}${'\n💛 مرحبا'.repeat(30)}`)
    await press(b, `Share it with ${a.name}`)
    await press(b, 'Share it')
    await a.page.getByText('I did not know this.').first().waitFor()
    const noted = a.page.locator('article', { hasText: 'I was so tired that night.' })
    await expect(noted).toBeFocused()
    await expect(b.page.getByText('I was so tired that night.')).toHaveCount(0)
    await expect(a.page.getByText(LONG).first()).toBeVisible()
    expect(await a.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  })

  await test.step('a copy in each form, of all of it when both allow that', async () => {
    await both(couple, async person => {
      await view(person, 'Keep or erase')
      await person.page.getByRole('button', { name: 'Allow it' }).first().click()
    })
    await a.page.getByLabel('The whole talk').check()
    const copies: Record<string, string> = {}
    for (const form of ['A page to open in a browser', 'Text (Markdown)', 'Data to check (JSON)']) {
      await a.page.getByLabel(form).check()
      const [download] = await Promise.all([a.page.waitForEvent('download'), press(a, 'Save the copy')])
      copies[form] = await textOf(download)
      expect(copies[form]).toContain('fever lantern')
    }
    await a.page.getByLabel('A file of pages (PDF)').check()
    // Thirty lines that are pictures: none waits for an idle moment of the browser.
    const [download] = await Promise.all([
      a.page.waitForEvent('download', { timeout: 15_000 }),
      press(a, 'Save the copy'),
    ])
    const pdf = await readFile((await download.path())!)
    expect(download.suggestedFilename()).toMatch(/^haven-\d{4}-\d\d-\d\d\.pdf$/)
    const { text } = await extractText(new Uint8Array(pdf), { mergePages: true })
    expect(text).toContain(`A talk between ${a.name} and ${b.name}`)
    // What the font of the file cannot write is in it as a picture, and beside it for those who listen.
    expect(text).not.toContain('lantern')
    const spelled = Buffer.from('The night of the fever lantern 💛', 'utf16le').swap16()
    expect(pdf.includes(spelled)).toBe(true)
    const data = JSON.parse(copies['Data to check (JSON)']!) as object
    expect(await verify(data)).toMatchObject({ ok: true })
    expect(await verify(JSON.parse(copies['Data to check (JSON)']!.replace('fever', 'favor')))).toMatchObject({
      ok: false,
    })
  })

  await test.step('withdrawn words go for both', async () => {
    await view(a, 'Read')
    await a.page.getByText('The night of the fever lantern').first().click()
    await press(a, 'Withdraw these words')
    await press(a, 'Yes, withdraw them')
    await view(b, 'Read')
    await expect(b.page.getByText('The night of the fever lantern')).toHaveCount(0)
  })

  await test.step('P37 asked by both, the talk is gone at once', async () => {
    await both(couple, person => view(person, 'Keep or erase'))
    await press(a, 'Forget this talk')
    await press(a, 'Ask to forget it')
    await b.page.getByText(`${a.name} has asked to forget this talk.`).first().waitFor()
    await press(b, 'Ask to forget it')
    await both(couple, async person => {
      await person.page.getByText('Nothing of it can be opened any more.').first().waitFor()
      expect(await person.page.content()).not.toMatch(/lantern|so tired/)
    })
  })
  expect([...a.complaints, ...b.complaints]).toEqual([])
})
