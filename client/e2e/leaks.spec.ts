import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Channel } from '@haven/shared/acts.ts'
import type { Welcome } from '@haven/shared/wire.ts'
import { chromium, expect, test } from '@playwright/test'
import { deriveBits, toBytes } from '../src/seal/keys.ts'
import { newDevice, until, walkOn } from '../walk/partner.ts'
import { nextDeed, tableOf } from '../walk/table.ts'
import { beginTalk } from '../walk/talk.ts'
import { BROWSER_FLAGS, findBrowser } from './browser.ts'
import { personIn } from './couple.ts'
import { begin, check, press, say } from './evening.ts'
import { filesIn, foundIn, foundInMemory, keyNeedle, type Needle, wordNeedle } from './needles.ts'
import { arriveAsOther, joinAsOther, type Other, otherAt } from './other.ts'
import { startHaven } from './server.ts'

const WORDS = 'xylophone-marmalade'

/** All that opens words: each channel's secret and the key that follows from it with the server's share. */
const keysOf = async ({ session: { get }, ring, heard }: Other, id: string): Promise<Needle[]> => {
  const { secrets, seat } = await ring()
  const welcome = heard.map(frame => JSON.parse(frame) as Welcome).find(({ type }) => type === 'welcome')!
  const needles = Object.entries(secrets).flatMap(([channel, epochs]) =>
    Object.entries(epochs).map(async ([epoch, secret]) => {
      const name = `${get().seat ?? seat} ${channel} ${epoch}`
      const { share } = welcome.shares.find(one => one.channel === (channel as Channel) && `${one.epoch}` === epoch)!
      const label = ['haven/1/channel', id, channel, Number(epoch)]
      const key = await deriveBits(toBytes(secret), toBytes(share), label)
      return [keyNeedle(`secret of ${name}`, toBytes(secret)), keyNeedle(`key of ${name}`, key)]
    }),
  )
  return (await Promise.all(needles)).flat()
}

/** Ends the process by an error nobody expects, with everything it can say about itself. */
const CRASH = {
  NODE_OPTIONS: [
    `--import=data:text/javascript,process.on('SIGUSR2',()=>{throw(Error('planted'))})`,
    '--report-uncaught-exception',
  ].join(' '),
}

test('A10 the server’s memory, log, database and crash report hold no word and no key', async () => {
  test.setTimeout(120_000)
  const folder = await mkdtemp(join(tmpdir(), 'haven-'))
  const haven = await startHaven({ NODE_OPTIONS: `${CRASH.NODE_OPTIONS} --report-directory=${folder}` })
  try {
    const heard: [string[], string[]] = [[], []]
    const devices = [
      newDevice(haven.url, one => heard[0].push(one)),
      newDevice(haven.url, one => heard[1].push(one)),
    ] as const
    const id = await beginTalk(devices, WORDS)
    const [one, two] = [await otherAt(devices[0], id, heard[0]), await otherAt(devices[1], id, heard[1])]
    const table = tableOf(WORDS)
    await Promise.all(
      [one, two].map(({ session }, at) => walkOn(session, devices[at]!, scene => nextDeed(table, scene))),
    )
    await one.session.act({ type: 'kept' }, { item: 'heard', text: WORDS }, 'private:p1')
    await until(one.session, ({ threads }) => (threads['private:p1']?.length ?? 0) > 0)

    const hidden = [wordNeedle('words', WORDS), ...(await keysOf(one, id)), ...(await keysOf(two, id))]
    expect(hidden).toHaveLength(1 + 2 * 4)
    const box = /"box":"([\w-]{400})/.exec(heard[0].join(''))![1]!
    const known = [wordNeedle('the session', id), keyNeedle('the session', toBytes(id))]

    await test.step('memory, in which what the server may know is found', () => {
      const pid = haven.pid()!
      const { found, bytes } = foundInMemory(pid, [...hidden, ...known, wordNeedle('a box', box)])
      expect(new Set(found)).toEqual(new Set(['the session', 'a box']))
      expect(bytes).toBeGreaterThan(50_000_000)
    })
    await test.step('database and write-ahead log', async () => {
      const files = await filesIn(haven.data)
      expect([...files.keys()].some(file => file.endsWith('-wal'))).toBe(true)
      const all = Buffer.concat([...files.values()])
      expect(foundIn(all, [...hidden, ...known])).toEqual(['the session'])
    })
    await test.step('crash output, the report of the process, and the log', async () => {
      process.kill(haven.pid()!, 'SIGUSR2')
      await expect.poll(() => haven.log(), { timeout: 20_000 }).toContain('planted')
      await expect.poll(async () => (await filesIn(folder)).size, { timeout: 20_000 }).toBe(1)
      const said = Buffer.concat([Buffer.from(haven.log()), ...(await filesIn(folder)).values()])
      expect(foundIn(said, [...hidden, ...known])).toEqual([])
    })
    for (const { session } of [one, two]) session.close()
  } finally {
    await haven.dispose()
    await rm(folder, { recursive: true })
  }
})

test('A10 a browser keeps no word and no key in the clear: storage, profile, addresses, referer, console', async () => {
  test.setTimeout(120_000)
  const [haven, profile] = [await startHaven(), await mkdtemp(join(tmpdir(), 'haven-'))]
  const options = { executablePath: findBrowser(), args: BROWSER_FLAGS, locale: 'en-GB' }
  const context = await chromium.launchPersistentContext(profile, options)
  try {
    const a = await personIn(context, `${WORDS}-noor`)
    const printed: string[] = []
    a.page.on('console', message => printed.push(message.text()))
    const link = await begin({ a, b: a, haven })
    const other = await joinAsOther(haven.url, link, `${WORDS}-elias`)
    const arriving = arriveAsOther(other, { name: `${WORDS}-elias`, hurt: 'partner' })
    await check(a)
    await press(a, 'I agree')
    await press(a, 'I was hurt')
    await press(a, 'I am ready')
    await arriving
    await say(a, { 'Give the moment a short name.': `The night of ${WORDS}` })
    await press(a, 'This is the moment')
    await a.page.getByLabel('What do you feel under that?').fill(`not sent ${WORDS}`)
    await until(other.session, ({ told }) => JSON.stringify(told).includes(`night of ${WORDS}`))
    const keys = await keysOf(other, (await other.ring()).session)
    const hidden = [wordNeedle('words', WORDS), ...keys]

    const page = await a.page.evaluate(() => ({
      title: document.title,
      address: location.href,
      state: JSON.stringify(history.state),
      name: window.name,
      local: JSON.stringify({ ...localStorage }),
      tab: JSON.stringify({ ...sessionStorage }),
      cookies: document.cookie,
      asked: performance.getEntriesByType('resource').map(({ name }) => name),
    }))
    const { session } = await other.ring()
    const secretOfLink = wordNeedle('the link', link.split('.').at(-1)!)
    const shown = Buffer.from(JSON.stringify([page, printed, await context.cookies(), a.wire]))
    expect(foundIn(shown, [...hidden, secretOfLink])).toEqual([])
    expect(a.wire.filter(text => /"referer"/i.test(text) && text.includes('#'))).toEqual([])
    expect(page.address).toBe(`${haven.url}/talk`)
    other.close()

    await context.close()
    const files = await filesIn(profile)
    const leaks = [...files].flatMap(([file, bytes]) =>
      foundIn(bytes, [...hidden, secretOfLink]).map(name => `${name} in ${file.slice(profile.length)}`),
    )
    expect(leaks).toEqual([])
    const known = [...files.values()].some(bytes => foundIn(bytes, [wordNeedle('session', session)]).length > 0)
    expect(known).toBe(true)
  } finally {
    await context.close()
    await haven.dispose()
    await rm(profile, { recursive: true, force: true })
  }
})
