import { readFile, writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { Act } from '@haven/shared/acts.ts'
import { FOREIGN, PAYLOADS } from '../src/screens/testing/payloads.ts'
import { until } from '../walk/partner.ts'
import { expect, test } from './couple.ts'
import type { Person } from './couple.ts'
import { begin, check, press, say } from './evening.ts'
import { arriveAsOther, joinAsOther, type Other } from './other.ts'
import { makeWorkspace, tool } from './seat.ts'

const isFull = process.env['HAVEN_FULL'] === '1'
const spoke: Act = { type: 'spoke', aloud: false }
const finished: Act = { type: 'finished' }

/** Whatever a payload would do: call `hit`, or make the page break its own policy. */
const watch = ({ page }: Person) =>
  page.addInitScript(() => {
    const hits: string[] = []
    Object.assign(globalThis, { hits, hit: () => hits.push('hit'), HIT: () => hits.push('hit') })
    addEventListener('securitypolicyviolation', event => hits.push(event.violatedDirective))
  })

const isInert = async (person: Person, where: string) => {
  const found = await person.page.evaluate(
    foreign => ({
      hits: (globalThis as unknown as { hits: string[] }).hits,
      strangers: [...document.body.querySelectorAll(foreign)].map(element => element.outerHTML.slice(0, 200)),
      links: [...document.querySelectorAll('a')]
        .map(link => link.protocol)
        .filter(one => !/^(https?|tel|blob):$/.test(one)),
    }),
    FOREIGN,
  )
  expect({ where, ...found }).toEqual({ where, hits: [], strangers: [], links: [] })
  expect([where, person.complaints]).toEqual([where, []])
}

const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** Every payload as it was written; of a long talk only what is near the eyes is drawn, so it is read from end to end. */
const shows = async (page: Page) => {
  const missing = new Set(PAYLOADS)
  const read = async () => {
    const all = flat((await page.locator('body').textContent()) ?? '')
    for (const text of missing) if (all.includes(flat(text))) missing.delete(text)
  }
  await expect(async () => {
    await read()
    for (const piece of await page.locator('[data-piece]').all()) {
      await piece.scrollIntoViewIfNeeded()
      await read()
    }
    expect([...missing]).toEqual([])
  }).toPass({ timeout: 30_000 })
}

/** A talk with somebody whose every word is a payload, up to the pieces of the pain. */
const talkWith = async (a: Person, haven: { url: string }, name: string): Promise<Other> => {
  const link = await begin({ a, b: a, haven } as Parameters<typeof begin>[0])
  const other = await joinAsOther(haven.url, link, name)
  const arriving = arriveAsOther(other, { name, hurt: 'me' })
  await check(a)
  await press(a, 'I agree')
  await press(a, /^(?!I ).*was hurt$/s)
  await press(a, 'I am ready')
  await arriving
  return other
}

const toVoice = async (a: Person, other: Other, payload: string) => {
  await other.does('map.name', spoke, { title: payload, meaning: payload })
  await other.does('map.name', finished)
  await a.page.getByLabel('Go quiet', { exact: true }).check()
  await other.does('map.cycle', spoke, { pattern: payload, notice: payload, moves: [payload], feeling: payload })
  await say(a, { 'What do you feel under that?': 'alone' })
  await press(a, 'Yes, that is us')
  await other.does('map.cycle', { type: 'agreed' })
  await press(a, 'One of us is fully heard')
  await other.does('map.agree', { type: 'chose', choice: 'heard' })
}

const SHAPES: readonly unknown[] = [
  { text: [PAYLOADS[0]] },
  { text: { toString: PAYLOADS[1] } },
  { text: null, html: PAYLOADS[2], dangerouslySetInnerHTML: { __html: PAYLOADS[0] } },
  { $$typeof: 'Symbol(react.element)', type: 'script', props: { children: 'hit()' }, text: PAYLOADS[3] },
  JSON.parse('{"__proto__":{"text":"<script>hit()</script>"},"constructor":"hit()"}'),
]

test('A8 two hundred payloads are text on every page that shows the words of a partner', async ({ couple }) => {
  test.setTimeout(isFull ? 900_000 : 120_000)
  const { a, haven } = couple
  await watch(a)
  const names = isFull ? PAYLOADS.filter((_, at) => at % 10 === 0) : [PAYLOADS[1]!]
  const other = await talkWith(a, haven, names[0]!)
  await toVoice(a, other, PAYLOADS[11]!)

  await test.step('the talk itself, and what was said', async () => {
    for (const text of PAYLOADS) await other.does('hear.voice', spoke, { text })
    const { told } = other.session.get()
    await expect(a.page.getByText(PAYLOADS.at(-1)!.slice(0, 30)).first()).toBeVisible()
    await isInert(a, 'the talk')
    await press(a, 'More')
    await isInert(a, 'more')
    await a.page
      .getByRole('button', { name: /What was said/ })
      .first()
      .click()
    await shows(a.page)
    await isInert(a, 'what was said')
    expect(told.length).toBeGreaterThan(200)
    await press(a, 'Close')
    await expect(a.page.getByRole('dialog')).toHaveCount(0)
  })

  await test.step('words of no shape that a page would send', async () => {
    for (const words of SHAPES) await other.does('hear.voice', spoke, words as Record<string, string>)
    await isInert(a, 'odd shapes')
    await expect(a.page.getByRole('button', { name: 'Leave quickly' }).first()).toBeVisible()
  })

  await test.step('looking back, printed, and found again', async () => {
    await other.session.act({ type: 'ended' })
    await press(a, 'Yes')
    await press(a, 'Go on')
    await other.does('close.check', { type: 'readied' })
    await press(a, /^Keep my words until/)
    for (const act of [
      { type: 'allowed', kind: 'review' },
      { type: 'allowed', kind: 'export' },
    ] as const)
      await other.does('close.after', act)
    await other.does('close.after', { type: 'chose', choice: 'keep' })
    await other.session.act({ type: 'remarked' }, { seq: 20 as unknown as string, text: PAYLOADS[4]! })
    await a.page.getByRole('link', { name: 'Look back' }).first().click()
    await a.page.getByRole('heading', { name: 'Looking back' }).waitFor()
    await press(a, 'Keep or erase')
    const allow = a.page.getByRole('button', { name: 'Allow it' })
    for (const left of [1, 0]) {
      await allow.first().click()
      await expect(allow).toHaveCount(left)
    }
    await isInert(a, 'keep or erase')
    await press(a, 'Read')
    await a.page.locator('[data-piece]').first().waitFor()
    await shows(a.page)
    await isInert(a, 'looking back')
    await a.page.emulateMedia({ media: 'print' })
    await isInert(a, 'printed')
    await a.page.emulateMedia({ media: null })
  })

  await test.step('a copy, opened as a page', async () => {
    await press(a, 'Keep or erase')
    await a.page.getByLabel('The whole talk').check()
    await a.page.getByLabel('A page to open in a browser').check()
    const [download] = await Promise.all([a.page.waitForEvent('download'), press(a, 'Save the copy')])
    const path = `${(await download.path())!}.html`
    await writeFile(path, await readFile((await download.path())!))
    const copy = await a.context.newPage()
    const said: string[] = []
    copy.on('console', message => said.push(message.text()))
    copy.on('request', request => said.push(request.url()))
    await copy.goto(`file://${path}`)
    expect(said).toEqual([`file://${path}`])
    expect(await copy.locator('script, iframe, img, svg, link, base, form, input').count()).toBe(0)
    await copy.close()
  })
  other.close()

  for (const name of names.slice(1))
    await test.step(`a name: ${name.slice(0, 40)}`, async () => {
      const again = await talkWith(a, haven, name)
      await isInert(a, `the name ${name}`)
      await until(again.session, ({ phase }) => phase === 'open')
      again.close()
    })
})

/** Payloads in every field up to the pieces of the pain, and in these. */
const tellBoth = async (p1: Other, p2: Other) => {
  await p1.does('map.name', spoke, { title: PAYLOADS[41]!, meaning: PAYLOADS[51]! })
  await p1.does('map.name', finished)
  for (const other of [p1, p2]) await other.does('map.cycle', spoke, { pattern: PAYLOADS[61]!, notice: PAYLOADS[71]! })
  for (const other of [p1, p2]) await other.does('map.cycle', { type: 'agreed' })
  for (const other of [p1, p2]) await other.does('map.agree', { type: 'chose', choice: 'heard' })
  for (const text of isFull ? PAYLOADS : PAYLOADS.slice(0, 60)) await p1.does('hear.voice', spoke, { text })
  for (const words of SHAPES) await p1.does('hear.voice', spoke, words as Record<string, string>)
}

test('A8 they are text in a workspace, with names and whispers of both partners', async ({ trio }) => {
  test.setTimeout(isFull ? 900_000 : 120_000)
  const { t, haven } = trio
  await watch(t)
  await makeWorkspace(trio)
  await press(t, 'A new talk')
  await t.page.getByLabel('What you call this couple').fill(PAYLOADS[1]!)
  await press(t, 'Make the links')
  await expect(t.page.locator('.address')).toHaveCount(2)
  const [one = '', two = ''] = await t.page.locator('.address').allTextContents()
  await isInert(t, 'the links')
  await press(t, 'Go to the room')
  const names = [PAYLOADS[21]!, PAYLOADS[31]!] as const
  const p1 = await joinAsOther(haven.url, one, names[0])
  const p2 = await joinAsOther(haven.url, two, names[1])
  const arriving = [
    arriveAsOther(p1, { name: names[0], hurt: 'me', kinds: 'use keep therapist' }),
    arriveAsOther(p2, { name: names[1], hurt: 'partner', kinds: 'use keep therapist' }),
  ]
  await press(t, 'I agree')
  await Promise.all(arriving)
  await tellBoth(p1, p2)
  await isInert(t, 'the room')
  for (const text of PAYLOADS.slice(0, 20)) await p1.session.act({ type: 'whispered' }, { text }, 'whisper:p1')
  await tool(t, 'Whisper')
  await expect(t.page.getByText(PAYLOADS[19]!.slice(0, 30)).first()).toBeAttached()
  await isInert(t, 'whispers')
  for (const name of ['To show', 'Marks', 'Note']) {
    await tool(t, name)
    await isInert(t, name)
  }
  await press(t, 'End kindly')
  await press(t, 'Yes, end it')
  await press(t, 'Look back')
  await isInert(t, 'looking back')
  for (const other of [p1, p2]) other.close()
})
