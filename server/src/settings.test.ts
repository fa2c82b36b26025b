import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openDataFolder } from './data-folder.ts'
import { readSettings } from './settings.ts'

describe('P35 settings', () => {
  it('are made for this computer alone when nothing is set, or set to nothing', () => {
    const plain = {
      port: 3000,
      host: '127.0.0.1',
      origins: ['http://localhost:3000', 'http://127.0.0.1:3000'],
      isProxied: false,
      isUnlimited: false,
    }
    expect(readSettings({})).toMatchObject(plain)
    expect(readSettings({ PORT: '', HOST: '', HAVEN_ORIGIN: '', HAVEN_LIMITS: '' })).toMatchObject(plain)
  })

  it.each(['127.0.0.1', 'localhost', '::1', '127.8.8.8'])('take %s for this computer', host => {
    expect(readSettings({ HOST: host, PORT: '81' }).origins).toEqual(['http://localhost:81', 'http://127.0.0.1:81'])
  })

  const exposed = { HOST: '0.0.0.0', HAVEN_PROXY: '1', HAVEN_ORIGIN: 'https://haven.example' }

  it('let others in behind a proxy, at the addresses named', () => {
    const origins = ['https://haven.example', 'https://www.haven.example']
    const settings = readSettings({ ...exposed, HAVEN_ORIGIN: origins.join(' , ') })
    expect(settings).toMatchObject({ host: '0.0.0.0', origins, isProxied: true })
  })

  it('name two databases, or none', () => {
    const [url, sharesUrl] = ['postgres://haven@db/entries', 'postgresql://haven@keys/shares']
    expect(readSettings({ DATABASE_URL: url, HAVEN_SHARES_URL: sharesUrl }).databases).toEqual({ url, sharesUrl })
    expect(readSettings({}).databases).toBeUndefined()
  })

  it.each([
    ['no proxy', { ...exposed, HAVEN_PROXY: '' }, 'TLS'],
    ['no origins', { ...exposed, HAVEN_ORIGIN: '' }, 'HAVEN_ORIGIN'],
    ['rates lifted', { ...exposed, HAVEN_LIMITS: 'open' }, 'HAVEN_LIMITS'],
    ['rates lifted behind a proxy on this computer', { HAVEN_PROXY: '1', HAVEN_LIMITS: 'open' }, 'HAVEN_LIMITS'],
    ['an address that looks local', { HOST: '127.0.0.1.evil.example' }, 'TLS'],
    ['an origin with a path', { HAVEN_ORIGIN: 'https://haven.example/' }, 'HAVEN_ORIGIN'],
    ['an origin that is none', { HAVEN_ORIGIN: '*' }, 'HAVEN_ORIGIN'],
    ['a port that is none', { PORT: 'http' }, 'PORT'],
    ['entries without shares', { DATABASE_URL: 'postgres://db/haven' }, 'HAVEN_SHARES_URL'],
    ['shares without entries', { HAVEN_SHARES_URL: 'postgres://db/shares' }, 'DATABASE_URL'],
    ['both in one', { DATABASE_URL: 'postgres://db/a', HAVEN_SHARES_URL: 'postgres://db/a' }, 'two databases'],
    ['another kind of database', { DATABASE_URL: 'mysql://db/haven' }, 'DATABASE_URL'],
    ['a limit that is none', { HAVEN_LIMITS: 'off' }, 'HAVEN_LIMITS'],
  ])('refuse to start with %s', (_name, env, message) => {
    expect(() => readSettings(env)).toThrow(message)
  })
})

describe('P35 the data folder', () => {
  const home = mkdtempSync(join(tmpdir(), 'haven-'))
  afterAll(() => rmSync(home, { recursive: true }))

  it('is made for its owner alone', () => {
    const folder = join(home, 'new', 'data')
    openDataFolder(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    openDataFolder(folder)
  })

  it.each([0o750, 0o705, 0o777])('is refused when others can get at it (%i)', mode => {
    const folder = mkdtempSync(join(home, 'open-'))
    chmodSync(folder, mode)
    expect(() => openDataFolder(folder)).toThrow('open to others')
  })
})
