import type { ExportFile } from './file.ts'
import { type Line, type Paper, paperOf } from './paper.ts'
import { shown, shownLine } from './shown.ts'

/** The copy as Markdown. Words stand in quotes, and nothing in them or in a name is read as markup. */
export const toMarkdown = (file: ExportFile): string => markdownOf(paperOf(file))

export const markdownOf = ({ title, practice, facts, warning, chapters, empty, mark }: Paper): string => {
  const blocks = [
    `# ${inline(title)}`,
    ...(practice ? [`**${inline(practice)}**`] : []),
    ...facts.map(inline),
    `**${inline(warning)}**`,
    ...(chapters.length === 0 ? [inline(empty)] : []),
    ...chapters.flatMap(chapter => [
      `## ${inline(chapter.title)}`,
      ...chapter.steps.flatMap(step => [
        ...(step.title ? [`### ${inline(step.title)}`] : []),
        ...step.lines.flatMap(blocksOf),
      ]),
    ]),
    '---',
    inline(mark),
  ]
  return `${blocks.join('\n\n')}\n`
}

const blocksOf = ({ kind, text, words }: Line): string[] => [
  kind === 'said' ? `**${inline(text)}**` : `– ${inline(text)}`,
  ...(words.length > 0 ? [words.map(quoted).join('\n>\n')] : []),
]

/** One paragraph of a quote; its own line breaks are hard ones. */
const quoted = (words: string): string => {
  const [, before = '', body = '', after = ''] = /^(\n*)([^]*?)(\n*)$/.exec(shown(words)) ?? []
  const lines = body.split('\n').map(escaped).join('\\\n> ')
  return `> ${LINE_FEED.repeat(before.length)}${lines}${LINE_FEED.repeat(after.length)}`
}

/** On one line. */
const inline = (text: string): string => shownLine(text).split('\n').map(escaped).join(LINE_FEED)

const LINE_FEED = '&#10;'

/** Blanks at the edges of a line would be lost, or make it code. */
const escaped = (line: string): string =>
  line
    .replaceAll(SPECIAL, mark => `\\${mark}`)
    .replaceAll(EDGES, blanks => blanks.replaceAll(/./gu, blank => `&#${blank.codePointAt(0)!};`))

/** Signs that only begin a list, an address or the like count where they could. */
const SPECIAL = /[\\`*_{}[\]()#!<>&|~@=$^]|(?<=^[ \t]*)[+-]|(?<=^[ \t]*\d+)\.|[.:](?=\S)/g
const EDGES = /^\s+|\s+$/g
