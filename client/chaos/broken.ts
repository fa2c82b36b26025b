import { readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SERVER } from './house.ts'

/** Each is a server with one promise broken, to see that the checker tells. */
export const BREAKS = {
  'tells before it stores': [
    'return await this.#deps.log.append(drafts);',
    `setTimeout(() => this.#deps.log.append(drafts).catch(() => {}), 1_000);
      return drafts.map(() => "stored");`,
  ],
  'forgets mids when it starts': ['if (mid !== null) mids.set(mid, at + 1);', ''],
  'leaves one out of what was missed': [
    /pagesOf\(\s*this\.#place\.channel,\s*(\w+)\.map\(/,
    'pagesOf(this.#place.channel, $1.slice($1.length > 3 ? 1 : 0).map(',
  ],
} as const

/** Runs `work` with the built server, broken so. Throws where the build has no such line any more. */
export const withBroken = async <Result>(
  how: keyof typeof BREAKS,
  work: (main: string) => Promise<Result>,
): Promise<Result> => {
  const [whole, broken] = BREAKS[how]
  const built = await readFile(SERVER, 'utf8')
  const text = built.replace(whole, broken)
  if (text === built) throw new Error(`the server cannot be broken so: ${how}`)
  const main = join(dirname(SERVER), `broken-${process.pid}-${how.replaceAll(' ', '-')}.js`)
  await writeFile(main, text)
  try {
    return await work(main)
  } finally {
    await rm(main)
  }
}
