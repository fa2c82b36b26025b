import { Base, Entry, Hash, Id, Seat } from '@haven/shared/acts.ts'
import * as z from 'zod/mini'
import { sha, toText, utf8 } from '../seal/keys.ts'
import { canonical } from './canonical.ts'

const number = z.string().check(z.regex(/^[1-9]\d*$/))
const name = z.optional(z.string())

/** What a box said: a form, or the text it was. */
const Said = z.union([z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))])
export type Said = z.infer<typeof Said>

const place = z.optional(z.int().check(z.minimum(0)))

/** A note to an entry, to some of its shown words (`from` before `to`), or to the silence after it (both the same). */
const CopiedNote = z.strictObject({
  seq: z.int().check(z.minimum(1)),
  from: place,
  to: place,
  text: z.string().check(z.minLength(1)),
  /** The coach said it, and `by` kept it. */
  coach: z.optional(z.literal(true)),
})
export type CopiedNote = z.infer<typeof CopiedNote>

/**
 * A talk taken along: the room's log as it came over the wire and the words that its boxes hold. Seconds since 1970,
 * bytes as base64url. `whole`: with the content keys by epoch, so that anybody can open the boxes and see that words and
 * boxes agree. `own`: one seat's words; other people's boxes are left out, their hashes stand in, and no key goes along.
 */
export const ExportFile = z.strictObject({
  haven: z.literal('export/1'),
  /** The practice label, the warning, and what vouches for the words. */
  about: z.array(z.string()),
  made: z.int().check(z.minimum(0)),
  session: Id,
  channel: z.literal('room'),
  mode: z.enum(['couple', 'supervised', 'practice']),
  scope: z.enum(['whole', 'own']),
  by: Seat,
  names: z.strictObject({ p1: name, p2: name, therapist: name }),
  entries: z.array(Entry).check(z.minLength(1)),
  /** By seq. */
  words: z.record(number, Said),
  keys: z.optional(z.record(number, Hash)),
  head: Base,
  /** What `by` noted for themselves: beside the talk, in no box of the room, vouched for by the seal of the file alone. */
  notes: z.optional(z.array(CopiedNote).check(z.minLength(1))),
  /** SHA-256 over the canonical text of everything else. */
  seal: Hash,
})
export type ExportFile = z.infer<typeof ExportFile>

/** Without its seal. */
export type Unsealed = Omit<ExportFile, 'seal'>

/** What the seal of a file must be, whatever seal it has. */
export const sealOf = async (file: Unsealed): Promise<string> =>
  toText(await sha(utf8(canonical({ ...file, seal: undefined }))))

/** The file as text. What could reorder or break a line in an editor is written as its number. */
export const toJson = (file: ExportFile): string =>
  `${JSON.stringify(file, undefined, 1).replaceAll(UNSEEN, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`

const UNSEEN = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{feff}]/gu
