import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = new URL('..', import.meta.url).pathname
const bin = (name: string) => join(root, 'node_modules/.bin', name)
let copy = ''

/** A copy of what the gates read, in which one thing at a time is planted. */
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'gates-'))
  const { stdout } = await run('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root })
  await Promise.all(
    stdout
      .split('\n')
      .filter(Boolean)
      .map(file => cp(join(root, file), join(copy, file)).catch(() => undefined)),
  )
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
})
afterAll(() => rm(copy, { recursive: true, force: true }))

const gate = (command: string, ...args: string[]) => gateIn('.', command, ...args)

const gateIn = async (folder: string, command: string, ...args: string[]) => {
  try {
    const { stdout, stderr } = await run(bin(command), args, { cwd: join(copy, folder) })
    return { passed: true, said: stdout + stderr }
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    return { passed: false, said: stdout + stderr }
  }
}

const planted = async (files: Record<string, string>, ask: () => ReturnType<typeof gate>) => {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(copy, file)), { recursive: true })
    await writeFile(join(copy, file), text)
  }
  try {
    return await ask()
  } finally {
    for (const file of Object.keys(files)) await rm(join(copy, file))
  }
}

/** The tests of a file, while one thing in the sources is not as it should be. */
const tested = async (file: string, [was, is]: readonly [string, string], tests: readonly string[]) => {
  const source = await readFile(join(copy, file), 'utf8')
  expect(source).toContain(was)
  await writeFile(join(copy, file), source.replace(was, is))
  try {
    return await gate('vitest', 'run', ...tests, '--bail=1', '--reporter=verbose')
  } finally {
    await writeFile(join(copy, file), source)
  }
}

const lint = (files: Record<string, string>) =>
  planted(files, () => gate('oxlint', '--deny-warnings', ...Object.keys(files)))

const use = (from: string) => `import { x } from '${from}'\nexport const y = x\n`

describe('A16 every gate fails on what it is there for', () => {
  it.each([
    ['shared reaches for Node', { 'shared/src/planted.ts': use('node:fs') }, 'shared/ is pure'],
    [
      'shared reads a clock',
      { 'shared/src/planted.ts': 'export const now = () => Date.now()\n' },
      'no-restricted-globals',
    ],
    [
      'the server imports the client',
      { 'server/src/planted.ts': use('@haven/client/src/main.tsx') },
      'never imports the client',
    ],
    ['the log knows a rule', { 'server/src/log/planted.ts': use('@haven/shared/replay.ts') }, 'knows no rules'],
    [
      'the client imports the server',
      { 'client/src/planted.ts': use('@haven/server/src/app.ts') },
      'never imports the server',
    ],
    ['session imports a screen', { 'client/src/session/planted.ts': use('../screens/talk.tsx') }, 'draws nothing'],
    ['session imports React', { 'client/src/session/planted.ts': use('react') }, 'draws nothing'],
    [
      'a screen reaches the seal',
      { 'client/src/screens/planted.tsx': use('../seal/seal.ts') },
      'through session/ alone',
    ],
    [
      'a draft finds a way out of the coach',
      { 'client/src/coach/planted.ts': use('../session/api.ts') },
      'cannot leave',
    ],
    [
      'the coach asks the network',
      { 'client/src/coach/planted.ts': "export const send = () => fetch('/api')\n" },
      'no-restricted-globals',
    ],
    ['the seal takes a package', { 'client/src/seal/planted.ts': use('some-crypto') }, 'composes WebCrypto'],
    [
      'words become markup',
      { 'client/src/planted.ts': 'export const f = (e: Element) => (e.innerHTML = "x")\n' },
      'text only',
    ],
    [
      'words become markup by another name',
      { 'client/src/planted.ts': 'export const f = (e: Element) => e.insertAdjacentHTML("beforeend", "x")\n' },
      'text only',
    ],
    ['words are written into the page', { 'client/src/planted.ts': 'document.write("x")\n' }, 'text only'],
    [
      'markup in a screen',
      { 'client/src/planted.tsx': "export const f = () => <p dangerouslySetInnerHTML={{ __html: 'x' }} />\n" },
      'no-danger',
    ],
    ['text becomes code', { 'client/src/planted.ts': "export const f = () => eval('1')\n" }, 'no-eval'],
    ['text becomes a function', { 'client/src/planted.ts': "export const f = new Function('1')\n" }, 'no-new-func'],
    ['a default export', { 'shared/src/planted.ts': 'export default 1\n' }, 'no-default-export'],
    ['any', { 'shared/src/planted.ts': 'export const f = (x: any) => x\n' }, 'no-explicit-any'],
    [
      'a file of 201 lines',
      { 'shared/src/planted.ts': 'export const a = [\n' + '1,\n'.repeat(200) + ']\n' },
      'max-lines',
    ],
    ['a sleeping test', { 'shared/src/planted.test.ts': 'setTimeout(() => {}, 9)\n' }, 'never sleep'],
    [
      'a stubbed module',
      { 'client/src/seal/planted.test.ts': "import { vi } from 'vitest'\nvi.mock('./seal.ts')\n" },
      'not mocked',
    ],
    [
      'a crypto stub',
      {
        'client/src/seal/planted.test.ts':
          "import { vi } from 'vitest'\nvi.stubGlobal('crypto', { getRandomValues: () => 0 })\n",
      },
      'Nothing global is stubbed',
    ],
    [
      'a browser test that sleeps',
      {
        'client/e2e/planted.spec.ts':
          "import type { Page } from '@playwright/test'\nexport const f = (page: Page) => page.waitForTimeout(9)\n",
      },
      'never sleep',
    ],
    [
      'a test left alone',
      { 'shared/src/planted.test.ts': "import { it } from 'vitest'\nit.only('x', () => {})\n" },
      'no-focused-tests',
    ],
    [
      'a skipped test',
      { 'shared/src/planted.test.ts': "import { it } from 'vitest'\nit.skip('x', () => {})\n" },
      'no-disabled-tests',
    ],
  ])('%s', async (_, files, message) => {
    const { passed, said } = await lint(files as Record<string, string>)
    expect(said).toContain(message)
    expect(passed).toBe(false)
  })

  it('a circle, even of types', async () => {
    const files = {
      'shared/src/planted-a.ts': "import type { B } from './planted-b.ts'\nexport type A = { b: B }\n",
      'shared/src/planted-b.ts': "import type { A } from './planted-a.ts'\nexport type B = { a: A }\n",
    }
    expect((await lint(files)).said).toContain('no-cycle')
  })

  it('a wrong type', async () => {
    const { passed, said } = await planted({ 'shared/src/planted.ts': 'export const n: number = "one"\n' }, () =>
      gate('tsc', '-p', 'shared'),
    )
    expect(said).toContain('planted.ts')
    expect(passed).toBe(false)
  })

  it('an unformatted file', async () => {
    const { passed, said } = await planted({ 'shared/src/planted.ts': 'export const a   =  1;\n' }, () =>
      gate('oxfmt', '--check', 'shared/src/planted.ts'),
    )
    expect(said).toContain('planted.ts')
    expect(passed).toBe(false)
  })

  it('a file nobody uses', async () => {
    const { passed, said } = await planted({ 'server/src/planted.ts': 'export const a = 1\n' }, () => gate('knip'))
    expect(said).toContain('planted.ts')
    expect(passed).toBe(false)
  })

  it('a page that grows beyond what a first prompt may take', async () => {
    const files = ['door.js', 'assets/index-a.js', 'assets/index-a.css', 'assets/rolldown-runtime-a.js']
    const noise = (size: number) => randomBytes(size).toString('base64')
    const { passed, said } = await planted(
      {
        ...Object.fromEntries(files.map(file => [`client/dist/${file}`, noise(60_000)])),
        'client/dist/.vite/manifest.json': JSON.stringify({
          'index.html': { file: 'assets/index-a.js', css: ['assets/index-a.css'], imports: ['runtime'] },
          runtime: { file: 'assets/rolldown-runtime-a.js' },
          'src/session/browser.ts': { file: 'assets/index-a.js' },
          'src/talk-door.tsx': { file: 'assets/index-a.js', dynamicImports: [] },
        }),
      },
      () => gateIn('client', 'size-limit', '--json'),
    )
    expect(JSON.parse(said.slice(said.indexOf('[')))).toMatchObject([{ passed: false }, { passed: false }])
    expect(passed).toBe(false)
  })

  it.each([
    [
      'commits that do not reach the disk',
      'server/src/log/sqlite-files.ts',
      ['synchronous = FULL', 'synchronous = NORMAL'],
      ['server/src/log/sqlite-store.test.ts', '-t', 'G9'],
      'G9',
    ],
    [
      'a machine that forgets to ask for consent',
      'shared/src/machine/guards.ts',
      ['context => context.consented', '() => true'],
      ['shared/src/machine/table.test.ts', '-t', 'agree about every press'],
      'agree',
    ],
    [
      'a server that takes words before all have agreed',
      'server/src/judge.ts',
      ['mayCarryWords(type) &&', 'false &&'],
      ['server/src/room.test.ts', '-t', 'P19'],
      'P19',
    ],
    [
      'a box that does not say who sealed it',
      'client/src/seal/seal.ts',
      ['    by,\n', ''],
      ['client/src/seal/seal.test.ts'],
      'by',
    ],
    [
      'an act told before it is stored',
      'server/src/room.ts',
      ['this.#deps.writer.add(this)', 'this.#tell([item])'],
      ['server/src/room.test.ts', '-t', 'P22'],
      'P22',
    ],
  ] as const)('%s', { timeout: 120_000 }, async (...[, file, change, tests, named]) => {
    const { passed, said } = await tested(file, change, tests)
    expect(said).toContain(named)
    expect(passed).toBe(false)
  })
})
