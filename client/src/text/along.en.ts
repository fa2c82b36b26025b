/** Words of taking a talk along, and of bringing notes back. */

export const take = {
  title: 'Take it along',
  lead: 'A copy is made here in your browser. Nothing of it is sent.',
  scope: 'What goes along',
  scopes: { own: 'My own words', whole: 'The whole talk' },
  ownOnly: 'Your own words go along, at any time. The whole talk can, once you have both allowed it.',
  form: 'As',
  forms: {
    print: 'On paper',
    pdf: 'A file of pages (PDF)',
    html: 'A page to open in a browser',
    markdown: 'Text (Markdown)',
    json: 'Data to check (JSON)',
  },
  why: {
    print: 'Your browser opens its print page.',
    pdf: 'Pages as they would be printed. Letters that their font lacks are in it as pictures.',
    html: 'One file. It runs nothing and asks nobody for anything.',
    markdown: 'Plain text with headings, for any editor.',
    json: 'With the seals, so that anybody can check that nothing was changed.',
  },
  notes:
    'What you noted for yourself alone goes along in the data (JSON), and in no other form. Notes you shared are part of the talk.',
  ownData:
    'So that it can be checked, the data also says what everybody in the talk did and chose, and when. Nobody else’s words are in it.',
  warning: {
    own: 'A copy is not protected. Whoever gets it can read your words in it. Erasing them here does not change it.',
    whole:
      'A copy is not protected. Whoever gets it can read all that you both said. Erasing words here does not change it.',
  },
  save: 'Save the copy',
  print: 'Print it',
  making: 'The copy is being made.',
  saved: 'The copy was handed to your browser.',
  printed: 'The pages were handed to your browser.',
  failed: 'The copy could not be made. Nothing was saved. Please press again.',
} as const

export const bring = {
  title: 'Bring notes back from a copy',
  text: 'Choose a copy of this very talk that you saved as data. Only your own notes are taken from it. They stay for you alone. You see them first.',
  choose: 'Choose a copy',
  reading: 'The copy is being read.',
  found: (many: number, known: number) =>
    [
      many === 1 ? 'One note would come back.' : `${many} notes would come back.`,
      ...(known === 0 ? [] : [known === 1 ? 'One is here already.' : `${known} are here already.`]),
    ].join(' '),
  sure: (many: number) => (many === 1 ? 'Bring this note back?' : `Bring these ${many} notes back?`),
  sureText:
    'Whoever had this copy in their hands could have written notes into it. Bring them back only if you know them as yours.',
  list: 'Notes in this copy',
  sureYes: 'Yes, bring them back',
  sureNo: 'Leave them',
  left: 'Nothing was taken from it.',
  going: 'They are being brought back.',
  brought: (many: number, known: number) =>
    [
      many === 0 ? 'Nothing new was in it.' : many === 1 ? 'One note is back.' : `${many} notes are back.`,
      ...(known === 0 ? [] : [known === 1 ? 'One was here already.' : `${known} were here already.`]),
    ].join(' '),
  partly: (many: number, missing: number) =>
    [
      many === 0 ? 'That did not go through yet.' : many === 1 ? 'One note is back.' : `${many} notes are back.`,
      missing === 1 ? 'One is still to come.' : `${missing} are still to come.`,
      'Nothing is lost: you can go on with the rest.',
    ].join(' '),
  goOn: 'Go on with the rest',
  refused: {
    unreadable: 'This is not a copy that can be read here. Nothing was taken from it.',
    unverified: 'This copy was changed since it was made. Nothing was taken from it.',
    session: 'This is a copy of another talk. Nothing was taken from it.',
    seat: 'This is somebody else’s copy, with their notes. Nothing was taken from it.',
    none: 'There are no notes in this copy.',
  },
} as const
