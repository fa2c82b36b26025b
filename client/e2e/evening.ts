import type { Page } from '@playwright/test'
import type { Couple, Person } from './couple.ts'

/** Presses a button or a choice by its exact words, and counts it. */
export const press = async (person: Person, label: string | RegExp): Promise<void> => {
  const name = typeof label === 'string' ? { name: label, exact: true } : { name: label }
  await person.page.getByRole('button', name).first().click()
  person.presses += 1
}

export const both = (couple: Couple, act: (person: Person) => Promise<void>): Promise<void[]> =>
  Promise.all([act(couple.a), act(couple.b)])

const writeIn = (page: Page, label: string, words: string) => page.getByLabel(label, { exact: true }).fill(words)

/** Fills a form by its questions, sends it and does not wait for the seconds in which it could be called back. */
export const say = async (person: Person, form: Record<string, string>): Promise<void> => {
  for (const [label, words] of Object.entries(form)) await writeIn(person.page, label, words)
  await press(person, 'Send')
  await press(person, 'Send now')
}

/** Opens the page, makes a talk and returns the partner's link. */
export const begin = async ({ a, haven }: Couple): Promise<string> => {
  await a.page.goto(haven.url)
  await press(a, 'Start together')
  await writeIn(a.page, 'What should we call you here?', a.name)
  await press(a, 'Make the link')
  const link = await a.page.locator('.address').textContent()
  await press(a, 'Copy the link')
  return link ?? ''
}

export const join = async ({ b }: Couple, link: string): Promise<void> => {
  await b.page.goto(link)
  await writeIn(b.page, 'What should we call you here?', b.name)
  await press(b, 'Join')
}

/** The private check, consent, roles and settling: to the first prompt of the conversation. */
export const arrive = async (couple: Couple): Promise<void> => {
  await join(couple, await begin(couple))
  await both(couple, check)
  await both(couple, person => press(person, 'I agree'))
  await Promise.all([press(couple.a, 'I was hurt'), press(couple.b, `${couple.a.name} was hurt`)])
  await both(couple, person => press(person, 'I am ready'))
  await couple.a.page.getByLabel('Give the moment a short name.').waitFor()
}

export const check = async (person: Person): Promise<void> => {
  for (const title of ['Feeling safe', 'What I do', 'How I am', 'Is today the day?']) {
    await person.page.getByRole('heading', { name: title }).waitFor()
    await press(person, 'None of these')
  }
}

export const map = async (couple: Couple, words: string): Promise<void> => {
  const { a, b } = couple
  await say(a, { 'Give the moment a short name.': `The night of the fever ${words}` })
  await press(a, 'This is the moment')
  await Promise.all(
    [a, b].map(async person => {
      await person.page.getByLabel('Go quiet', { exact: true }).check()
      await say(person, { 'What do you feel under that?': `alone ${words}` })
    }),
  )
  await both(couple, person => press(person, 'Yes, that is us'))
  await both(couple, person => press(person, 'One of us is fully heard'))
}

export const hear = async ({ a, b }: Couple, words: string): Promise<void> => {
  await say(a, { 'A small piece of it': `I sat on the floor with her ${words}` })
  await press(b, 'I am here')
  await press(a, 'That is it for now')
  await say(b, { 'What you heard': `You sat on the floor ${words}` })
  await writeIn(a.page, 'If a piece is missing, which one?', `that I stopped calling ${words}`)
  await press(a, 'Partly')
  await b.page.getByText('that I stopped calling').waitFor()
  await say(b, { 'What you heard': `and after that you stopped calling ${words}` })
  await press(a, 'Yes, I feel heard')
  await say(a, { 'What it came to mean': `when it is bad I am alone ${words}` })
  await press(a, 'That is what it means')
  await say(b, { 'What it came to mean to them': `that you are alone ${words}` })
  await press(a, 'Not yet')
  await say(b, { 'What it came to mean to them': `that nobody comes ${words}` })
  await press(a, 'Yes, they see it')
}

export const own = async ({ a, b }: Couple, words: string): Promise<void> => {
  await writeIn(b.page, 'What do you want to explain or defend? It goes in your drawer.', `but the pitch ${words}`)
  await press(b, 'I am ready to answer')
  await say(b, {
    'What did you do, or not do?': `I turned the phone over ${words}`,
    'What do you now see it did to them?': `It left you alone ${words}`,
  })
  await press(a, 'Yes, it landed')
  await press(a, 'Yes, now')
  await say(b, { 'How you came to do it': `I felt useless ${words}` })
  await press(a, 'I have heard enough')
}

export const reach = async (couple: Couple, words: string): Promise<void> => {
  const { a, b } = couple
  await press(a, 'I know what to ask')
  await say(a, { 'What do you ask for?': `Would you come next time ${words}` })
  await say(b, { 'What do you want them to know?': `Yes, I will come ${words}` })
  await press(a, 'A little')
  await say(a, { 'A line for each other': `You stayed ${words}` })
  await press(b, 'I am here')
  await say(b, { 'A line for each other': `You asked ${words}` })
  await both(couple, person => press(person, 'Let us go on'))
}

export const weave = async (couple: Couple, words: string): Promise<void> => {
  const { a, b } = couple
  await say(a, { 'The next sentence': `We were apart that night ${words}` })
  await say(b, { 'The next sentence': `Today we met ${words}` })
  await a.page.getByText('Today we met').first().waitFor()
  await both(couple, person => press(person, 'One story we share'))
  await say(a, { 'When it comes back, what could you say, in five words, so they know?': `It is here again ${words}` })
  await say(b, { "One act of care, small enough that it can't fail": `Ten minutes on the sofa ${words}` })
  await both(couple, person => press(person, 'We will do this'))
  await both(couple, person => press(person, 'No, not for now'))
}

export const close = async (couple: Couple, words: string): Promise<void> => {
  const { a, b } = couple
  await both(couple, person => say(person, { 'One line': `I saw that you stayed ${words}` }))
  await both(couple, async person => {
    await press(person, 'Yes')
    await press(person, 'Go on')
  })
  await press(a, /^Keep my words until/)
  await press(b, 'Erase my words now')
  await both(couple, person =>
    person.page.getByText('This talk is closed. Thank you for taking part.').first().waitFor(),
  )
}
