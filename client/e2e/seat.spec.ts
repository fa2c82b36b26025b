import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from './couple.ts'
import type { Person } from './couple.ts'
import { close, hear, map, own, press, reach, say, weave } from './evening.ts'
import { arriveWithTherapist, makeWorkspace, newTalk, tool, unlock } from './seat.ts'

const faultsOf = async ({ page, name }: Person, where: string): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${where}, ${name}: ${id} ${nodes.map(node => node.target).join(' ')}`)
}

/** Everything that can be read on the page, title and attributes for assistive technology included. */
const pageOf = ({ page }: Person) => page.evaluate(() => document.title + document.body.outerHTML)

test('a therapist sits with two from the links to the close', async ({ trio }) => {
  test.setTimeout(180_000)
  const { a, b, t } = trio
  const faults: string[] = []
  await makeWorkspace(trio)
  faults.push(...(await faultsOf(t, 'list')))
  await arriveWithTherapist(trio, await newTalk(trio, 'A new talk'))
  await expect(a.page.getByText(`${t.name} is here`).first()).toBeVisible()
  await expect(a.page.getByText(`${b.name} and ${t.name} read this`).first()).toBeVisible()
  faults.push(...(await faultsOf(t, 'room')), ...(await faultsOf(a, 'with a therapist')))

  await test.step('hold and release: both rest, what was being written is kept', async () => {
    await a.page.getByLabel('Give the moment a short name.').fill('The night of the')
    await press(t, 'Hold')
    await b.page.getByText('Nothing is asked of you now').waitFor()
    await a.page.getByText('What you were writing is kept here').waitFor()
    await expect(a.page.getByRole('button', { name: 'Send', exact: true })).toHaveCount(0)
    faults.push(...(await faultsOf(a, 'hold')))
    await press(t, 'Let it go on')
    await expect(a.page.getByLabel('Give the moment a short name.')).toHaveValue('The night of the')
  })

  await test.step('words beside the prompt reach both', async () => {
    await tool(t, 'To show')
    await t.page.getByLabel('Your words').fill('One day, one minute of it.')
    await press(t, 'Show this')
    for (const person of [a, b]) await person.page.getByText('One day, one minute of it.').waitFor()
  })

  await test.step('A12 a whisper reaches one, who answers, and changes nothing for the other', async () => {
    const before = await pageOf(b)
    const frames = b.wire.length
    await tool(t, 'Whisper')
    await t.page.getByLabel(`To ${a.name} alone`).fill('Take your time, I am with you.')
    await press(t, `Whisper to ${a.name}`)
    await press(a, `A word from ${t.name}`)
    await a.page.getByText('Take your time, I am with you.').waitFor()
    faults.push(...(await faultsOf(a, 'whisper')))
    await a.page.getByRole('textbox', { name: `Your words to ${t.name}` }).fill('Thank you, I needed that.')
    await a.page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click()
    await a.page.getByRole('dialog').getByRole('button', { name: 'Send now' }).click()
    await t.page.getByText('Thank you, I needed that.').waitFor()
    await a.page.keyboard.press('Escape')
    expect(await pageOf(b)).toBe(before)
    expect(b.wire.slice(frames).filter(frame => !/"(ping|pong)"/.test(frame))).toEqual([])
  })

  await map(trio, 'here')
  await hear(trio, 'here')

  await test.step('a step back leads both there at once, and they go on', async () => {
    await press(t, 'Step back to …')
    await press(t, 'What it came to mean')
    await press(t, /^Go back to/)
    await say(a, { 'What it came to mean': 'that I am alone here' })
    await press(a, 'That is what it means')
    await say(b, { 'What it came to mean to them': 'that nobody is there here' })
    await press(a, 'Yes, they see it')
  })

  await test.step('a mark and a note are for the therapist alone', async () => {
    await tool(t, 'Marks')
    await press(t, 'Deep feeling')
    await tool(t, 'Note')
    await t.page.getByLabel('What I saw of the cycle').fill('She asks, he goes quiet.')
    await press(t, 'Keep this note')
    await t.page.getByText('Kept.', { exact: true }).waitFor()
    for (const person of [a, b]) expect(await pageOf(person)).not.toMatch(/goes quiet|Deep feeling/)
  })

  await own(trio, 'here')
  await reach(trio, 'here')
  await weave(trio, 'here')
  await close(trio, 'here')
  await t.page.getByText('Finished').first().waitFor()
  expect(faults).toEqual([])
  expect([a, b, t].flatMap(({ complaints }) => complaints)).toEqual([])
  const foreign = [a, b, t].flatMap(({ requests }) => requests).filter(url => !url.startsWith(trio.haven.url))
  expect(foreign).toEqual([])
})

test('a workspace opens by words and by code, shows nothing when locked, and leads back into the room', async ({
  trio,
}) => {
  test.setTimeout(120_000)
  const { a, b, t } = trio
  await t.page.clock.install()
  const ways = await makeWorkspace(trio)
  await arriveWithTherapist(trio, await newTalk(trio, 'A new talk'))
  await say(a, { 'Give the moment a short name.': 'The night of the fever' })
  await t.page.getByText('The night of the fever').waitFor()

  await test.step('fifteen quiet minutes lock it, and nothing of the couple is left on the page', async () => {
    await t.page.clock.fastForward('15:05')
    await t.page.getByText('locked after 15 quiet minutes').waitFor()
    expect(await pageOf(t)).not.toMatch(/fever|Noor|Elias|Thursday/)
    await press(a, 'This is the moment')
  })

  await test.step('a wrong phrase says nothing of whether there is a workspace', async () => {
    await unlock(t, { phrase: 'able able able able able able' })
    await t.page.getByText('That did not open a workspace.').waitFor({ timeout: 30_000 })
  })

  await test.step('the printed code opens it, and what was said meanwhile is there', async () => {
    await unlock(t, { code: ways.code })
    await t.page
      .getByRole('button', { name: /Thursday/ })
      .first()
      .click()
    await t.page.getByText('The night of the fever').first().waitFor()
    await expect(b.page.getByText(`${t.name} is here`).first()).toBeVisible()
  })

  await test.step('a reload locks it, and the six words open it again', async () => {
    await t.page.reload()
    await press(t, 'Open my workspace')
    await unlock(t, { phrase: ways.phrase })
    await t.page
      .getByRole('button', { name: /Thursday/ })
      .first()
      .waitFor({ timeout: 30_000 })
  })
})

test('P41 a partner goes on without the therapist, who is gone within a second, and what is said then has new keys', async ({
  trio,
}) => {
  test.setTimeout(120_000)
  const { a, b, t } = trio
  await makeWorkspace(trio)
  await arriveWithTherapist(trio, await newTalk(trio, 'A new talk'))
  await press(t, 'Hold')
  await b.page.getByText('Nothing is asked of you now').waitFor()
  await press(b, 'More')
  await press(b, `Go on without ${t.name}`)
  await press(b, 'Yes, go on as two')
  await t.page.getByRole('heading', { name: 'You no longer have a seat in this room' }).waitFor({ timeout: 1_000 })
  for (const person of [a, b]) await person.page.getByText(`${t.name} is no longer here.`).first().waitFor()
  const [one, two] = await Promise.all(
    [a, b].map(async ({ page }) => (await page.getByRole('main').textContent()) ?? ''),
  )
  expect([one, two].join()).not.toMatch(/you went|you chose|sent away|withdr/i)
  await say(a, { 'Give the moment a short name.': 'The night of the fever' })
  await press(a, 'This is the moment')
  await b.page.getByLabel('What do you feel under that?').waitFor()
  const said = b.wire.filter(frame => frame.includes('"type":"spoke"')).at(-1)
  expect(said).toContain('"epoch":2')
  expect(t.wire.some(frame => frame.includes('"type":"rekeyed"'))).toBe(false)
})

test('a practice is called one everywhere, rewinds, and begins again with the parts swapped', async ({ trio }) => {
  test.setTimeout(120_000)
  const { a, b, t } = trio
  await makeWorkspace(trio)
  const links = await newTalk(trio, 'A new practice')
  const short = async (person: Person) => {
    for (const title of ['Feeling safe', 'How I am']) {
      await person.page.getByRole('heading', { name: title }).waitFor()
      await expect(person.page.getByText('Practice', { exact: true }).first()).toBeVisible()
      await press(person, 'None of these')
    }
  }
  await arriveWithTherapist(trio, links, short)
  for (const person of [a, b, t]) await expect(person.page.getByText('Practice', { exact: true }).first()).toBeVisible()
  await map(trio, 'in practice')
  await say(a, { 'A small piece of it': 'I rang you in practice' })
  await press(a, 'That is it for now')

  await test.step('rewind, and other words', async () => {
    await press(t, 'Rewind to …')
    await press(t, 'Saying the pain')
    await press(t, /^Go back to/)
    await say(a, { 'A small piece of it': 'I rang four times in practice' })
    await press(a, 'That is it for now')
    await say(b, { 'What you heard': 'You rang in practice' })
  })

  await test.step('a scripted partly', async () => {
    await tool(t, 'Practice')
    await press(t, 'Ask for a “partly”')
    await a.page.getByText('Please answer “partly” this time, as practice.').first().waitFor()
    await press(a, 'Partly')
  })

  await test.step('the parts swapped: a new room, each with an own link whispered to them', async () => {
    await press(t, 'Again, with the parts swapped')
    await press(t, `Whisper ${a.name} their link`)
    await press(t, `Whisper ${b.name} their link`)
    await Promise.all(
      [a, b].map(async person => {
        await press(person, `A word from ${t.name}`)
        await person.page.getByRole('link', { name: 'Open the next practice room' }).waitFor()
      }),
    )
    await a.page.getByRole('link', { name: 'Open the next practice room' }).click()
    await a.page.getByRole('button', { name: 'Join', exact: true }).waitFor()
  })
})

test('a therapist’s link opened by somebody else claims nothing', async ({ trio }) => {
  const { a, b, haven } = trio
  await a.page.goto(haven.url)
  await press(a, 'Start together')
  await a.page.getByLabel('What should we call you here?', { exact: true }).fill(a.name)
  await a.page.getByLabel('A therapist joins us').check()
  await press(a, 'Make the link')
  await expect(a.page.locator('.address')).toHaveCount(2)
  const links = await a.page.locator('.address').allTextContents()
  const forTherapist = links.find(link => link.includes('.therapist.')) ?? ''
  await b.page.goto(forTherapist)
  await b.page.getByRole('heading', { name: 'This link is for a therapist' }).waitFor()
  expect(b.requests.filter(url => url.includes('/api/'))).toEqual([])
})
