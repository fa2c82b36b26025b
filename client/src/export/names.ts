import type { Seat } from '@haven/shared/steps.ts'
import { plainName } from '../text/plain-name.ts'
import { paper as text } from '../text/export.en.ts'
import type { ExportFile } from './file.ts'

/** How a seat is called in a copy. */
export const nameIn = ({ names }: Pick<ExportFile, 'names'>, seat: Seat): string =>
  plainName(names[seat] ?? '') || text.unnamed[seat]

const ENDINGS = { pdf: 'pdf', html: 'html', markdown: 'md', json: 'json' } as const

/** What a copy is saved as: nothing of the people in it, the practice label where it belongs. */
export const fileNameOf = ({ mode, scope, made }: ExportFile, kind: keyof typeof ENDINGS): string =>
  [
    'haven',
    ...(mode === 'practice' ? ['practice'] : []),
    ...(scope === 'own' ? ['own-words'] : []),
    new Date(made * 1000).toISOString().slice(0, 10),
  ].join('-') + `.${ENDINGS[kind]}`
