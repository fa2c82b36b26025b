import { expect, type Person, test } from './couple.ts'
import { both, check, press } from './evening.ts'
import { joinBy, makeWorkspace, newTalk, tool } from './seat.ts'

const DAY_MS = 86_400_000

const open = (person: Person, title: string) => person.page.locator('summary', { hasText: title }).click()

const answer = async (person: Person, question: RegExp, value: number): Promise<void> => {
  const one = person.page
    .getByRole('radiogroup', { name: question })
    .getByRole('radio', { name: new RegExp(`^${value}\\b`) })
  await one.click()
  await expect(one).toBeChecked()
}
const unanswered = (person: Person, question: RegExp) =>
  expect(person.page.getByRole('radiogroup', { name: question }).getByRole('radio', { checked: true })).toHaveCount(0)
const none = (person: Person) => expect(person.page.getByRole('radio', { checked: true })).toHaveCount(0)

/** What one question’s table says, which its chart is drawn from: when, and what was answered. */
const tableOf = (person: Person, short: string): Promise<string[][]> =>
  person.page
    .locator('figure.measure', { hasText: short })
    .locator('tbody tr')
    .evaluateAll(rows => rows.map(row => [...row.children].map(cell => cell.textContent ?? '')))
const dotsOf = (person: Person, short: string): Promise<string[]> =>
  person.page
    .locator('figure.measure', { hasText: short })
    .locator('svg g text')
    .evaluateAll(texts => texts.map(text => text.textContent ?? ''))

/** As the same page at a later day: this device’s clock has moved, the server’s has not. */
const later = async (person: Person, url: string, days: number): Promise<void> => {
  await person.page.clock.setSystemTime(Date.now() + days * DAY_MS)
  await person.page.goto(url)
}

const SAFE = /^How safe do you feel with/
const STIRRED = /^How stirred up are you right now/
const CLOSE = /^Two circles/

test('own measures: before, after, a day and a week later, passed over or shared by a press, and nobody else’s', async ({
  trio,
}) => {
  test.setTimeout(240_000)
  const { a, b, t, haven } = trio
  await a.page.clock.install()
  await makeWorkspace(trio)
  const links = await newTalk(trio, 'A new talk')
  await press(t, 'Go to the room')
  await Promise.all([joinBy(a, links[0]), joinBy(b, links[1])])
  await both(trio, async person => {
    await check(person)
    await press(person, 'No, or none of these')
  })
  await both(trio, person => press(person, 'I agree'))
  await press(t, 'I agree')
  await Promise.all([press(a, 'I was hurt'), press(b, `${a.name} was hurt`)])

  await test.step('before: closed until opened, nothing chosen, a high answer suggests a pause, and passing over is whole', async () => {
    await open(a, 'Before you begin, only for you')
    await none(a)
    await answer(a, STIRRED, 9)
    await a.page.getByText('That is a lot to carry into a talk.').waitFor()
    await answer(a, SAFE, 3)
    await answer(a, SAFE, 4)
    await answer(a, CLOSE, 2)
    await a.page.getByText('Kept, for you alone.').waitFor()
    await both(trio, person => press(person, 'I am ready'))
  })
  await a.page.getByLabel('Give the moment a short name.').waitFor()
  await press(a, 'More')
  await press(a, 'End this talk')
  await press(a, 'Yes, end it')

  await test.step('after: the same and more, taken back as easily as given', async () => {
    await b.page.getByRole('button', { name: 'Yes', exact: true }).waitFor()
    await open(a, 'How it is now, only for you')
    await answer(a, SAFE, 6)
    await answer(a, STIRRED, 5)
    await a.page.getByRole('button', { name: /^Take this answer back ?: How stirred up/ }).click()
    await unanswered(a, STIRRED)
    await both(trio, async person => {
      await press(person, 'Yes')
      await press(person, 'Go on')
      await press(person, /^Keep my words until/)
      await person.page
        .getByText('What is kept')
        .or(person.page.getByRole('link', { name: 'Look back' }))
        .first()
        .waitFor()
    })
  })

  await test.step('then and now stand in a table, and the drawing says what it says', async () => {
    await open(a, 'Your own answers')
    expect(await tableOf(a, 'How safe with my partner')).toEqual([
      ['Before', '4'],
      ['After', '6'],
    ])
    expect((await dotsOf(a, 'How safe with my partner')).toSorted()).toEqual(['now 6', 'then 4'])
    expect(await tableOf(a, 'How stirred up')).toEqual([['Before', '9']])
    expect(await tableOf(a, 'How close, in circles 1 to 7')).toEqual([['Before', '2']])
  })

  await test.step('a day later: said in one neutral line, and let go with one press', async () => {
    await later(a, haven.url, 1)
    await a.page.getByText('A few questions are ready, if you like.').waitFor()
    await a.page.getByRole('button', { name: /^Go on with/ }).click()
    await press(a, 'Not this time')
    await a.page.getByText('All right. You need not come back to them.').waitFor()
    await later(a, haven.url, 2)
    await a.page.getByRole('button', { name: /^Go on with/ }).waitFor()
    await expect(a.page.getByText('A few questions are ready')).toHaveCount(0)
  })

  await test.step('a week later: the five again, and one in words', async () => {
    await later(a, haven.url, 7)
    await a.page.getByText('A few questions are ready, if you like.').waitFor()
    await a.page.getByRole('button', { name: /^Go on with/ }).click()
    await press(a, 'Look at them')
    await answer(a, SAFE, 8)
    await a.page.getByRole('textbox', { name: /^Did it come back/ }).fill('It came back on the lantern walk.')
    await press(a, 'Keep these words')
    await press(a, 'That is enough')
    await open(a, 'Your own answers')
    expect(await tableOf(a, 'How safe with my partner')).toEqual([
      ['Before', '4'],
      ['After', '6'],
      ['A week later', '8'],
    ])
    await a.page.getByText('It came back on the lantern walk.').last().waitFor()
  })

  await test.step('shared by its own press, one question, with the therapist alone', async () => {
    await a.page.getByRole('button', { name: `Share with ${t.name}: How safe with my partner` }).click()
    await a.page.getByText('How safe with my partner: before 4, after 6, a week later 8').waitFor()
    await press(a, 'Share it')
    await a.page.getByText(`${t.name} has this.`).waitFor()
    await tool(t, 'Whisper')
    await t.page.getByText('How safe with my partner: before 4, after 6, a week later 8').waitFor()
    await expect(t.page.getByText('lantern')).toHaveCount(0)
  })

  await test.step('the partner has seen nothing of it, and asked nothing', async () => {
    expect(await b.page.content()).not.toMatch(/lantern|How safe with my partner|a week later/i)
    expect(a.wire.filter(frame => /private:p1/.test(frame)).length).toBeGreaterThan(5)
    expect(b.wire.filter(frame => /private:p1|whisper:p1|lantern/.test(frame))).toEqual([])
    await b.page.reload()
    await b.page.getByRole('link', { name: 'Look back' }).first().waitFor()
    await expect(b.page.getByText('Your own answers')).toHaveCount(0)
  })
  expect([...a.complaints, ...b.complaints, ...t.complaints]).toEqual([])
})
