export const coachSettings = {
  title: 'Notes while I write',
  how: 'How much is said',
  modes: { off: 'None', quiet: 'One quiet line', more: 'With a question at once' },
  only: 'They are made on this device. Nobody else sees them, and they are never kept or sent.',
  silenced: (n: number) => (n === 1 ? 'You silenced one kind of note.' : `You silenced ${n} kinds of note.`),
  again: 'Hear them again',
}
