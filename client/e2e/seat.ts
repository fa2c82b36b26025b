import { expect, type Trio } from './couple.ts'
import type { Person } from './couple.ts'
import { check, press } from './evening.ts'

export type Ways = { phrase: string; code: string }

/** Makes a workspace, writes down what opens it, and goes in. */
export const makeWorkspace = async ({ t, haven }: Trio): Promise<Ways> => {
  await t.page.goto(haven.url)
  await t.page.getByRole('link', { name: 'For therapists' }).click()
  await press(t, 'Make a workspace')
  await t.page.getByLabel('Your name, as couples will see it').fill(t.name)
  await press(t, 'Make it')
  await t.page.locator('.phrase').first().waitFor({ timeout: 30_000 })
  const phrase = (await t.page.locator('.phrase').first().textContent()) ?? ''
  const code = (await t.page.locator('.address').first().textContent()) ?? ''
  await t.page.getByLabel('I have written down the six words.').check()
  await t.page.getByLabel('I have printed the code, or written it down.').check()
  await press(t, 'Go in')
  return { phrase, code }
}

/** Opens the workspace with what was written down. */
export const unlock = async (t: Person, ways: Partial<Ways>): Promise<void> => {
  if (ways.code !== undefined) await t.page.getByLabel('The printed code').check()
  await t.page.getByRole('textbox').fill(ways.code ?? ways.phrase ?? '')
  await press(t, 'Open it')
}

/** A talk or a practice under a name of the therapist’s own, and the link for each partner. */
export const newTalk = async (
  { t }: Trio,
  kind: 'A new talk' | 'A new practice',
  choose: () => Promise<void> = async () => {},
): Promise<[string, string]> => {
  await press(t, kind)
  await t.page.getByLabel('What you call this couple').fill('Thursday')
  await choose()
  await press(t, 'Make the links')
  const links = t.page.locator('.address')
  await expect(links).toHaveCount(2)
  const [one = '', two = ''] = await links.allTextContents()
  return [one, two]
}

export const joinBy = async (person: Person, link: string): Promise<void> => {
  await person.page.goto(link)
  await person.page.getByLabel('What should we call you here?', { exact: true }).fill(person.name)
  await person.page.getByRole('button', { name: 'Join', exact: true }).click()
}

/** All three agree, the therapist last, and the two settle: to the first words of the conversation. */
export const arriveWithTherapist = async (
  { a, b, t }: Trio,
  [one, two]: readonly [string, string],
  checked: (person: Person) => Promise<void> = async person => {
    await check(person)
    await press(person, 'No, or none of these')
  },
): Promise<void> => {
  await press(t, 'Go to the room')
  await Promise.all([joinBy(a, one), joinBy(b, two)])
  await Promise.all([a, b].map(checked))
  await Promise.all([a, b].map(person => press(person, 'I agree')))
  await press(t, 'I agree')
  await Promise.all([press(a, 'I was hurt'), press(b, `${a.name} was hurt`)])
  await Promise.all([a, b].map(person => press(person, 'I am ready')))
  await a.page.getByLabel('Give the moment a short name.').waitFor()
}

/** A tool of the live room. */
export const tool = async (t: Person, name: string | RegExp): Promise<void> => {
  await t.page.getByRole('tab', { name }).first().click()
}
