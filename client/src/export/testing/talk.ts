/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like export/ itself */
import type { Act, Entry } from '@haven/shared/acts.ts'
import { isBySeat } from '@haven/shared/acts.ts'
import type { Partner, Seat } from '@haven/shared/steps.ts'
import type { Disclosed, Session, Words } from '../../session/scene.ts'
import { isOpen, newCouple, tell, TO_MAP_NAME, until } from '../../session/testing/couple.ts'
import { openTrio, tellAll } from '../../session/testing/trio.ts'
import { type ExportFile, sealOf } from '../file.ts'

export const MADE = 1_790_000_000
const spoke: Act = { type: 'spoke', aloud: false }
const allowed: Act = { type: 'allowed', kind: 'export' }
const both = (act: Act) => [['p1', act] as const, ['p2', act] as const]

/** From map.name to the second try at saying it back, with everything a copy has a line for. */
const LINES: readonly (readonly [Partner, Act, Words?])[] = [
  ['p2', { type: 'parked' }, { title: 'the holiday' }],
  ['p1', spoke, { title: 'the corridor', kinds: ['alone', 'silence'], meaning: 'I do not count.\n\nNot then.' }],
  ['p1', { type: 'finished' }],
  ['p1', spoke, { pattern: 'ask' }],
  ['p2', spoke, { pattern: 'leave' }],
  ...both({ type: 'agreed' }),
  ...both({ type: 'chose', choice: 'heard' }),
  ['p1', { type: 'paused', minutes: 20 }],
  ...both({ type: 'returned' }),
  ['p1', spoke, { text: 'I sat there alone.' }],
  ['p1', spoke, { text: 'This is too much to leave here.' }],
  ['p2', { type: 'stayed' }],
  ['p1', { type: 'finished' }],
  ['p2', spoke, { text: 'You sat there alone.' }],
  ['p1', { type: 'answered', choice: 'partly' }, { missing: 'how long it was' }],
  ['p2', { type: 'spoke', aloud: true }],
  ...both(allowed),
]

/** Two who have only agreed and chosen. */
export const beginning = async () => {
  const { p1, p2 } = await newCouple()
  const sessions = { p1: await p1.open(), p2: await p2.open() }
  await Promise.all([until(sessions.p1, isOpen), until(sessions.p2, isOpen)])
  await tell(sessions, TO_MAP_NAME)
  return { sessions, one: sessions.p1 }
}

/** A talk of two up to its first gate, said by real devices. p1 has taken back a line while both looked on. */
export const talkOfTwo = async (): Promise<Record<Partner, Session>> => {
  const { sessions } = await beginning()
  await tell(sessions, LINES)
  const { entries } = await sessions.p1.disclose()
  await tell(sessions, [['p1', { type: 'erased', seqs: [seqOf(entries, 'spoke', 'hear.voice', 1)] }]])
  return sessions
}

const agreed: Act = { type: 'agreed', wording: '-', kinds: 'use keep therapist' }

/** A practice of two and their therapist, up to the first moment. */
export const practice = async (): Promise<Record<Seat, Session>> => {
  const { sessions } = await openTrio({ mode: 'practice', practice: { card: 'fever', p1: 'injured' } })
  await tellAll(sessions, [
    ...both({ type: 'readied' }),
    ...both({ type: 'readied' }),
    ['p1', agreed, { name: 'Ada' }],
    ['p2', agreed, { name: 'Ben' }],
    ['therapist', agreed, { name: 'Tove' }],
    ['p1', { type: 'chose', choice: 'me' }],
    ['p2', { type: 'chose', choice: 'partner' }],
    ...both({ type: 'readied' }),
    ['therapist', { type: 'held' }],
    ['therapist', { type: 'released' }],
    ['therapist', { type: 'guided' }, { text: 'Take your time.', to: 'p1' }],
    ['p1', spoke, { title: 'the fever' }],
    ...both(allowed),
  ])
  return sessions
}

/** The seq of the nth act of a type in a step. */
export const seqOf = (entries: Disclosed['entries'], type: string, step: string, nth = 0): number =>
  entries.filter(entry => isBySeat(entry) && entry.act.type === type && entry.step === step)[nth]!.seq

/** As somebody would leave it who can compute the seal of a file. */
export const resealed = async (file: ExportFile): Promise<ExportFile> => ({ ...file, seal: await sealOf(file) })

export const actsIn = (entries: readonly Entry[]) => entries.filter(isBySeat)

/** Texts that have broken out of other pages: markup, fences, tables, links, directions, unseen letters. */
export const HOSTILE: readonly string[] = [
  '<script>window.hit=1</script>',
  '<img src=x onerror="window.hit=1">',
  '"><svg/onload=window.hit=1>',
  'javascript:window.hit=1',
  '{{constructor.constructor("window.hit=1")()}}',
  '\u202Egnp.exe\u0000 ${window.hit=1}',
  '</p></blockquote></main><iframe srcdoc="<script>parent.hit=1</script>">',
  '</title></style><style>@import url(//evil.example/x.css);</style>',
  '<!-- <![CDATA[ <?xml ?> --> <!doctype html>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<base href=https://evil.example><link rel=stylesheet href=x><form action=x><input autofocus onfocus=alert(1)>',
  '&lt;b&gt; &amp;#60; &#x3c;script&#x3e; &nbsp;&notanentity',
  '```\ncode\n```\n~~~\nmore\n~~~',
  '    code by four blanks\n\tand by a tab',
  '# heading\n## another\nSetext\n===\n---\n***',
  '> quote in a quote\n>> deeper',
  '- one\n* two\n+ three\n1. four\n2) five\n- [ ] six',
  '| a | b |\n|---|:-:|\n| c | d |',
  '[link](javascript:alert(1)) ![pic](https://evil.example/p.png) <https://evil.example>',
  '[ref]: https://evil.example "title"\n[ref][ref] [^1]\n[^1]: note',
  'https://evil.example www.evil.example someone@evil.example mailto:x@y.z',
  '**bold** __bold__ *it* _it_ ~~gone~~ `code` ``c`` $x$ $$y$$ ==mark== ^sup^ :smile:',
  'back\\slash \\\\ \\# at the end\\',
  '\n\nblank lines before\n\n\n\nbetween\n\nand after\n\n',
  '  blanks at both ends  \n two blanks and a break  \nend ',
  'one\rtwo\r\nthree\u2028four\u2029five\u0085six\u000bseven\u000ceight',
  '\u2066isolate\u2069 \u202aembed\u202c \u200eleft \u200fright \u061carabic',
  '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 é (e\u0301) क्\u200dष می\u200cخواهم \ufeff',
  'שלום עולם, مرحبا بالعالم, 你好, ไทย',
  '⟦U+202E⟧ is typed by hand, \u202e is not',
  '\ud800 half a pair \udfff',
  '---\ntitle: front matter\n---',
  '%3Cscript%3E \\u003cscript\\u003e \\x3c',
  '__proto__',
  'constructor',
  ' ',
  '\t',
  '\n',
]
