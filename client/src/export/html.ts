import type { ExportFile } from './file.ts'
import { element, type Markup } from './markup.ts'
import { type Chapter, type Line, type Paper, paperOf } from './paper.ts'
import { shown, shownLine } from './shown.ts'
import { STYLE } from './style.ts'

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** The copy as a page of its own that asks nobody for anything and runs nothing, on a screen or on paper. */
export const toHtml = (file: ExportFile): string => htmlOf(paperOf(file))

export const htmlOf = (paper: Paper): string => {
  const title = element('title', {}, shownLine([paper.practice, paper.title].filter(Boolean).join(' · ')))
  return [
    '<!doctype html>',
    '<html lang="en" dir="ltr">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    title.markup,
    `<style>${STYLE}</style>`,
    bodyOf(paper).markup,
    '</html>',
    '',
  ].join('\n')
}

const bodyOf = ({ title, practice, facts, warning, chapters, empty, mark }: Paper): Markup =>
  element(
    'main',
    {},
    element(
      'header',
      {},
      ...(practice ? [text('p', practice, 'practice')] : []),
      text('h1', title),
      ...facts.map(line => text('p', line)),
      text('p', warning, 'warning'),
    ),
    ...(chapters.length === 0 ? [text('p', empty)] : chapters.map(sectionOf)),
    element('footer', {}, text('p', mark)),
  )

const sectionOf = ({ title, steps }: Chapter): Markup =>
  element(
    'section',
    {},
    text('h2', title),
    ...steps.flatMap(step => [...(step.title ? [text('h3', step.title)] : []), ...step.lines.map(articleOf)]),
  )

const articleOf = ({ kind, seat, text: line, words }: Line): Markup =>
  element(
    'article',
    { class: kind, ...(seat ? { 'data-seat': seat } : {}) },
    text('p', line, kind === 'said' ? 'who' : 'fact'),
    ...(words.length > 0 ? [element('blockquote', {}, ...words.map(quoted))] : []),
  )

/** A line of ours, with names in it. */
const text = (tag: 'h1' | 'h2' | 'h3' | 'p', line: string, name?: string): Markup =>
  element(tag, name ? { class: name } : {}, shownLine(line))

/** Each in its own direction, so that none turns what stands around it. */
const quoted = (words: string): Markup => element('p', { dir: 'auto' }, shown(words))
