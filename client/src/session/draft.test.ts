import { expect, it } from 'vitest'
import { createDraft } from './draft.ts'
import type { Keyring } from './keyring.ts'

const SEAT = { session: 'AAAAAAAAAAAAAAAAAAAAAA', seat: 'p1' } as const

/** What a device keeps of drafts, and nothing else. */
const disk = (): Pick<Keyring, 'readDrafts' | 'writeDrafts'> => {
  let kept: Record<string, string> = {}
  return { readDrafts: async () => ({ ...kept }), writeDrafts: async (_, drafts) => void (kept = drafts) }
}

it('unsent words are gone from the keyring too once all of them are cleared', async () => {
  const keyring = disk()
  const draft = createDraft(keyring, SEAT)
  await draft.write('hear.voice', 'never sent')
  await draft.write('own.inner', 'never meant to be sent')
  expect(await keyring.readDrafts(SEAT)).toEqual(await draft.all())
  expect(Object.keys(await draft.all())).toEqual(['hear.voice', 'own.inner'])
  await draft.clear()
  expect(await keyring.readDrafts(SEAT)).toEqual({})
  expect(await draft.read('hear.voice')).toBeUndefined()
  await draft.write('hear.voice', 'later')
  expect(await keyring.readDrafts(SEAT)).toEqual({ 'hear.voice': 'later' })
})

it('a write under way brings nothing back that was cleared meanwhile', async () => {
  const keyring = disk()
  await keyring.writeDrafts(SEAT, { 'own.inner': 'never meant to be sent' })
  const draft = createDraft(keyring, SEAT)
  await Promise.all([draft.write('hear.voice', 'half a line'), draft.clear()])
  expect(await keyring.readDrafts(SEAT)).toEqual({})
  expect(await draft.read('own.inner')).toBeUndefined()
})

it('a reading that failed once keeps no later words from the device', async () => {
  const keyring = disk()
  let fails = true
  const draft = createDraft(
    { ...keyring, readDrafts: name => (fails ? Promise.reject(new Error('busy')) : keyring.readDrafts(name)) },
    SEAT,
  )
  await expect(draft.write('hear.voice', 'half')).rejects.toThrow('busy')
  fails = false
  await draft.write('hear.voice', 'half a line')
  expect(await keyring.readDrafts(SEAT)).toEqual({ 'hear.voice': 'half a line' })
})
