import { readFileSync } from 'node:fs'
import { type Ear, openEar } from '../src/coach/ear.ts'

export const WEIGHTS = new URL('../src/coach/weights/en.bin', import.meta.url)

/** The very weights that go to the browser. Without them only the certain rules speak, which is said on standard error. */
export const shippedEar = (): Ear | undefined => {
  try {
    const bytes = readFileSync(WEIGHTS)
    return openEar(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  } catch (error) {
    process.stderr.write(`the coach has no weights (${(error as Error).message}): only the certain rules speak\n`)
    return undefined
  }
}
