import { expect, it } from 'vitest'
import { createDraft } from './draft.ts'
import { memoryKeyring } from './keyring.ts'

const SEAT = { session: 'AAAAAAAAAAAAAAAAAAAAAA', seat: 'p1' } as const

it('unsent words are gone from the keyring too once all of them are cleared', async () => {
  const keyring = memoryKeyring()
  const draft = createDraft(keyring, SEAT)
  await draft.write('hear.voice', 'never sent')
  await draft.write('own.inner', 'never meant to be sent')
  expect(Object.keys(await keyring.readDrafts(SEAT))).toHaveLength(2)
  await draft.clear()
  expect(await keyring.readDrafts(SEAT)).toEqual({})
  expect(await draft.read('hear.voice')).toBeUndefined()
  await draft.write('hear.voice', 'later')
  expect(await keyring.readDrafts(SEAT)).toEqual({ 'hear.voice': 'later' })
})
