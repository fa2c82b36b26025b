import { readdir, readFile } from 'node:fs/promises'
import { join as path } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from './couple.ts'
import type { Person } from './couple.ts'
import { arrive, close, hear, map, own, reach, weave } from './evening.ts'

const CANARY = 'xylophone-marmalade'

/** What assistive technology would stumble over, on whatever the page shows now. */
const faultsOf = async ({ page, name }: Person, where: string): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${where}, ${name}: ${id} ${nodes.map(node => node.target).join(' ')}`)
}

/** For the README: made anew with UPDATE_PICTURES=1. */
const picture = async ({ page }: Person, name: string) => {
  if (process.env['UPDATE_PICTURES'] !== '1') return
  await page.screenshot({ path: new URL(`../../docs/pictures/${name}.png`, import.meta.url).pathname })
}

test('two people walk the whole evening, and nobody but them can read it', async ({ couple }) => {
  test.setTimeout(120_000)
  const { a, b, haven } = couple
  const faults: string[] = []
  const look = async (where: string) => {
    for (const person of [a, b]) faults.push(...(await faultsOf(person, where)))
  }

  await arrive(couple)
  expect({ creator: a.presses, partner: b.presses }).toEqual({ creator: 10, partner: 8 })
  await look('map')
  await picture(a, 'naming')
  await map(couple, CANARY)
  await look('hear')
  await hear(couple, CANARY)
  await look('own')
  await picture(b, 'own-room')
  await own(couple, CANARY)
  await look('reach')
  await reach(couple, CANARY)
  await look('weave')
  await picture(a, 'weaving')
  await weave(couple, CANARY)
  await look('close')
  await close(couple, CANARY)
  await look('done')

  await test.step('A10 no word on the wire, in the log or on disk', async () => {
    const files = await readdir(haven.data)
    const disk = await Promise.all(files.map(file => readFile(path(haven.data, file), 'latin1')))
    const seen = [...a.wire, ...b.wire, haven.log(), ...disk]
    for (const word of [CANARY, a.name, b.name, 'fever']) expect(seen.filter(text => text.includes(word))).toEqual([])
  })
  await test.step('A11 nobody else is asked for anything', () => {
    expect([...a.requests, ...b.requests].filter(url => !url.startsWith(haven.url))).toEqual([])
  })
  expect(faults).toEqual([])
  expect([...a.complaints, ...b.complaints]).toEqual([])
})
