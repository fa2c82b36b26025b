import { isPartner, type Seat } from '../../steps.ts'
import { GUARDS } from './guards.ts'
import { chosenBy, type Deed, type Ref, ROWS, type TableRow, topOf } from './state.ts'

/** The number of the first row that takes the deed; -1 where it is refused. */
export const rowFor = (ref: Ref, deed: Deed): number =>
  isRepeated(ref, deed) || strayConsent(ref, deed)
    ? -1
    : (BY_ACT.get(deed.type)?.find(index => takes(ref, deed, ROWS[index]!)) ?? -1)

const BY_ACT = new Map<string, number[]>()
for (const [index, { act }] of ROWS.entries()) BY_ACT.set(act, [...(BY_ACT.get(act) ?? []), index])

const takes = (ref: Ref, deed: Deed, { from, by, choice, guard }: TableRow) =>
  (from === '*' ? ref.step !== 'done' : from === topOf(ref)) &&
  seatFits(ref, deed.by, by) &&
  (choice === undefined ? chosenBy(deed) === undefined : choice.split('|').includes(chosenBy(deed) ?? '-')) &&
  (guard?.split(' & ') ?? []).every(name => GUARDS[name]!(ref, deed))

const seatFits = ({ opened, injured }: Ref, seat: Seat, by: string) => {
  if (seat === 'therapist') return opened.therapist && ['therapist', 'anyone'].includes(by)
  const role = injured === null ? 'none' : seat === injured ? 'injured' : 'injuring'
  return [role, 'partner', 'anyone'].includes(by)
}

const isRepeated = ({ marks, pause }: Ref, { type, by }: Deed) => {
  if (type === 'returned' && pause) return isPartner(by) && pause.back.includes(by)
  return ['readied', 'returned'].includes(type) && marks[by] === type
}

const strayConsent = (ref: Ref, deed: Deed) =>
  deed.type === 'agreed' && (deed.wording ?? deed.kinds) !== undefined && topOf(ref) !== 'arrive.consent'
