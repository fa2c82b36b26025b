import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { toHtml } from '../src/export/html.ts'
import { exportOf } from '../src/export/make.ts'
import { shown } from '../src/export/shown.ts'
import { HOSTILE, MADE, seqOf, talkOfTwo } from '../src/export/testing/talk.ts'

/** One talk in which everything was said that breaks out of other pages. */
const hostilePage = async (): Promise<{ html: string; said: string[] }> => {
  const { p1, p2 } = await talkOfTwo()
  const file = await exportOf(await p1.disclose(), { scope: 'whole', made: MADE })
  p1.close()
  p2.close()
  const said = seqOf(file.entries, 'spoke', 'hear.voice')
  const words = { ...file.words, [said]: Object.fromEntries(HOSTILE.map((text, at) => [`line${at}`, text])) }
  const names = { p1: HOSTILE[6]!, p2: HOSTILE[7]! }
  return { html: toHtml({ ...file, names, words }), said: [...HOSTILE] }
}

test('A9 a copy in HTML runs nothing, asks nobody and shows every word', async ({ page }) => {
  const [{ html, said }, folder] = [await hostilePage(), await mkdtemp(join(tmpdir(), 'haven-page-'))]
  const [requested, complaints]: [string[], string[]] = [[], []]
  page.on('request', request => requested.push(request.url()))
  page.on('console', message => complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  page.on('dialog', dialog => complaints.push(dialog.message()))
  try {
    const address = pathToFileURL(join(folder, 'talk.html')).href
    await writeFile(join(folder, 'talk.html'), html)
    await page.goto(address, { waitUntil: 'networkidle' })
    expect(requested).toEqual([address])
    expect(page.frames()).toHaveLength(1)
    expect(page.url()).toBe(address)
    expect(await page.evaluate(() => 'hit' in window)).toBe(false)
    expect(await page.locator('script, iframe, img, svg, link, base, form, input, a, body style').count()).toBe(0)
    const quotes = await page.locator('blockquote p').allTextContents()
    expect(quotes).toEqual(expect.arrayContaining(said.map(shown)))
    expect(complaints).toEqual([])
    await page.evaluate(() => {
      const image = document.createElement('img')
      image.src = 'https://haven.invalid/x.png'
      document.body.append(image)
    })
    await expect.poll(() => complaints.join(' ')).toContain('Content Security Policy')
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('names that run from right to left move nothing in a line of a copy', async ({ page }) => {
  const { p1, p2 } = await talkOfTwo()
  const file = await exportOf(await p1.disclose(), { scope: 'whole', made: MADE })
  p1.close()
  p2.close()
  const [one, other] = ['נועה', 'علي']
  await page.setContent(toHtml({ ...file, names: { p1: one, p2: other } }))
  const line = page.locator('p.fact', { hasText: 'was hurt' }).filter({ hasText: other })
  const places = await line.evaluate(
    (element, pieces) => {
      const [text, range] = [element.firstChild!, document.createRange()]
      return pieces.map(piece => {
        const at = text.textContent!.indexOf(piece)
        range.setStart(text, at)
        range.setEnd(text, at + piece.length)
        return range.getBoundingClientRect().x
      })
    },
    [other, ':', one, 'was hurt'],
  )
  expect(places).toEqual(places.toSorted((left, right) => left - right))
})
