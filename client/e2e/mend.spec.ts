import { expect, type Person, test } from './couple.ts'
import { arrive, both, check, press, say } from './evening.ts'

const TITLE = 'Give the moment a short name.'

/** The sealed drafts as they lie on the device: other bytes each time they are written. */
const draftsOf = ({ page }: Person): Promise<string> =>
  page.evaluate(async () => {
    const done = <Value>(asked: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        asked.addEventListener('success', () => resolve(asked.result))
        asked.addEventListener('error', () => reject(asked.error ?? new Error('not read')))
      })
    const db = await done(indexedDB.open('haven'))
    const records = db.transaction('keyring').objectStore('keyring')
    const keys = (await done(records.getAllKeys())).map(String).filter(key => key.startsWith('drafts:'))
    const values = await Promise.all(keys.map(key => done<Uint8Array>(records.get(key))))
    db.close()
    return values.map(value => [...value].join()).join(';')
  })

test('F1 a draft and what was said outlive reloads and a server killed in mid-sentence', async ({ couple }) => {
  const { a, b, haven } = couple
  await arrive(couple)
  const title = a.page.getByLabel(TITLE)
  const before = await draftsOf(a)
  await title.fill('The night of the')
  await expect.poll(() => draftsOf(a)).not.toBe(before)
  await a.page.reload()
  await expect(title).toHaveValue('The night of the')

  await haven.stop('SIGKILL')
  await title.fill('The night of the fever')
  await press(a, 'Send')
  await press(a, 'Send now')
  await expect(a.page.getByText('Your words are kept', { exact: false }).first()).toBeVisible()
  await haven.start()
  await expect(b.page.getByText('The night of the fever')).toBeVisible({ timeout: 25_000 })
  await Promise.all([a.page.reload(), b.page.reload()])
  for (const { page } of [a, b]) await expect(page.getByText('The night of the fever')).toHaveCount(1)
})

test('a pause comes back to the very same place, and a talk set down goes on another day', async ({ couple }) => {
  const { a, b, haven } = couple
  await arrive(couple)
  await say(a, { [TITLE]: 'The scan' })
  await press(b, 'Pause')
  for (const { page } of [a, b])
    await expect(page.getByText('Someone asked for a pause.', { exact: false })).toBeVisible()
  await both(couple, person => press(person, 'I am back'))
  await expect(a.page.getByRole('button', { name: 'This is the moment' })).toBeVisible()

  await press(a, 'More')
  await press(a, 'Stop here for today')
  await expect(b.page.getByText('We are stopping here for today.', { exact: false }).first()).toBeVisible()
  await a.page.goto(haven.url)
  await press(a, /^Go on with Elias/)
  await both(couple, person => press(person, 'I am back'))
  await both(couple, check)
  await both(couple, person => press(person, 'I agree'))
  await both(couple, person => press(person, 'I am ready'))
  await expect(a.page.getByText('The scan')).toBeVisible()
  await press(a, 'This is the moment')
  await expect(b.page.getByLabel('Go quiet', { exact: true })).toBeVisible()
})
