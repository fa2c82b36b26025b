/** What a program asked of its disk, in this order; `said` is what it told somebody. */
export type Call =
  | { what: 'wrote'; file: string; at: number; bytes: Buffer }
  | { what: 'cut'; file: string; size: number }
  | { what: 'removed'; file: string }
  | { what: 'synced'; file: string }
  | { what: 'said'; text: string }

/** A disk writes these whole or not at all. */
const SECTOR = 512

/** What lies on a disk when the power goes: all that was synced, and of the rest what chance leaves, sector by sector. */
export class Disk {
  readonly #safe = new Map<string, Buffer>()
  readonly #loose = new Map<string, Call[]>()
  #said: string[] = []

  /** What was told by now. */
  get said(): readonly string[] {
    return this.#said
  }

  do(call: Call): void {
    if (call.what === 'said') this.#said.push(call.text)
    else if (call.what === 'synced') this.#settle(call.file)
    else this.#loose.set(call.file, [...(this.#loose.get(call.file) ?? []), call])
  }

  /** The files as they would be found. `keep`: the chance from 0 to 1 that an unsynced write, or a part of it, is there. */
  found(keep: number, random: () => number): Map<string, Buffer> {
    const files = new Map([...this.#safe].map(([file, bytes]) => [file, Buffer.from(bytes)]))
    for (const calls of this.#loose.values())
      for (const call of calls) {
        if (call.what === 'wrote') for (const part of kept(call, keep, random)) put(files, part)
        else if (random() < keep) put(files, call)
      }
    return files
  }

  #settle(file: string): void {
    for (const call of this.#loose.get(file) ?? []) put(this.#safe, call)
    this.#loose.delete(file)
  }
}

type Write = Extract<Call, { what: 'wrote' }>

/** Whole, or torn into those sectors that made it. */
const kept = (call: Write, keep: number, random: () => number): Write[] => {
  if (keep === 1) return [call]
  const isTorn = random() < 0.5
  if (!isTorn) return random() < keep ? [call] : []
  const parts: Write[] = []
  for (let from = 0; from < call.bytes.length;) {
    const to = Math.min(call.bytes.length, from + SECTOR - ((call.at + from) % SECTOR))
    if (random() < keep) parts.push({ ...call, at: call.at + from, bytes: call.bytes.subarray(from, to) })
    from = to
  }
  return parts
}

const put = (files: Map<string, Buffer>, call: Call): void => {
  if (call.what === 'said' || call.what === 'synced') return
  if (call.what === 'removed') return void files.delete(call.file)
  const there = files.get(call.file) ?? Buffer.alloc(0)
  files.set(call.file, call.what === 'cut' ? sized(there, call.size) : written(there, call))
}

const sized = (there: Buffer, size: number): Buffer =>
  Buffer.concat([there.subarray(0, size), Buffer.alloc(Math.max(0, size - there.length))])

const written = (there: Buffer, { at, bytes }: Write): Buffer => {
  const grown = there.length < at + bytes.length ? sized(there, at + bytes.length) : there
  bytes.copy(grown, at)
  return grown
}
