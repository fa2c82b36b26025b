import type { Role } from '@haven/shared/steps.ts'
import type { Concern, Strength } from '../coach/categories.ts'

/** How words may be heard, and a question that opens; one of each is chosen by the words themselves. */
export type Way = { heard: readonly string[]; ask: readonly string[] }

/** What a note says, where it matters by the role of the one who writes. */
export const concerns: Record<Concern, Partial<Record<Role, Way>> & { both: Way }> = {
  blame: {
    both: {
      heard: ['These words may sound like a verdict.', 'They may hear a judgement in this.'],
      ask: ['What is it like for you to stay with this?', 'What do you feel as you write it?'],
    },
    injured: {
      heard: [
        'These words may sound like a verdict.',
        'These words may hide the hurt.',
        'They may hear a judgement in this.',
      ],
      ask: [
        'What happened inside you then?',
        'What did it do to you, right there?',
        'What was the moment, and what hurt most in it?',
      ],
    },
  },
  contempt: {
    both: {
      heard: ['They may feel small at these words.', 'These words may cut deep.'],
      ask: ['What is hard to bear in what you heard?', 'What is it like for you to listen to this?'],
    },
    injured: {
      heard: ['They may feel small at these words.', 'These words may cut deep.'],
      ask: ['What is the hurt under it?', 'What did you long for just then?'],
    },
  },
  defend: {
    both: {
      heard: [
        'They may hear a reason here, not you.',
        'Your care may get lost in these words.',
        'They may not feel heard yet here.',
      ],
      ask: [
        'What was it like for them, as far as you can tell?',
        'What did you hear of their pain?',
        'What would come first, if the reason could wait?',
      ],
    },
  },
  minimise: {
    both: {
      heard: ['These words may make it sound small.', 'They may hear it should hurt less.'],
      ask: ['How big was it for them?', 'What do you see when you look from where they were?'],
    },
  },
  counter: {
    both: {
      heard: ['These words may turn the talk to you.', 'They may feel they have to answer here.'],
      ask: [
        'Your own hurt has a place too. What have you heard of theirs?',
        'What would it be like to stay with theirs a little longer?',
      ],
    },
    injured: {
      heard: ['Another story may begin with this.', 'They may lose sight of the hurt here.'],
      ask: ['Which of it hurts most just now?', 'What do you want them to stay with?'],
    },
  },
  shutdown: {
    both: {
      heard: ['They may hear a door closing here.', 'They may hear that you have gone.'],
      ask: [
        'What is it like in you just now?',
        'What would help just now? A pause is there too.',
        'What would you need to stay a minute longer?',
      ],
    },
  },
  nonapology: {
    both: {
      heard: ['They may look for your part in this.', 'They may hear half of what you mean.'],
      ask: ['What was your part in it, in plain words?', 'What did you do, and what did it leave them with?'],
    },
  },
  demand: {
    both: {
      heard: ['They may feel hurried by this.', 'They may hear something they owe you.'],
      ask: ['What would it be like to leave them all the time they need?', 'What do you hope for under it?'],
    },
    injured: {
      heard: [
        'These words may sound like an order.',
        'They may hear a test in this.',
        'They may find little room in this.',
      ],
      ask: ['What do you long for under it?', 'How would you ask, if it felt safe to ask?'],
    },
  },
}

/** A short line for words that open something. */
export const strengths: Record<Strength, readonly string[]> = {
  vulnerable: ['This part lets them in.', 'Here they can feel it too.'],
  need: ['This part says what matters.', 'Here they can hear a longing.'],
  body: ['This part brings them close.', 'Here they can almost feel it.'],
  presence: ['This part says you are here.', 'They can lean on this part.'],
  ownership: ['Here you stand by your part.', 'This part is plain and brave.'],
  validation: ['This part says: it makes sense.', 'Here they may feel understood.'],
  empathy: ['Here you are close to them.', 'Here they may feel less alone.'],
  remorse: ['Here they can see it moves you.', 'This part comes from the heart.'],
  caring: ['They can hold on to this part.', 'This part is small and real.'],
  reach: ['This part asks softly.', 'This part leaves a door open.'],
}

export const coach = {
  label: 'A note only you can see',
  more: 'Read on',
  less: 'Less',
  /** Beside a note to the one who was hurt. */
  welcome: 'Your anger is welcome here. So are the facts.',
  change: 'I’ll change it',
  keep: 'Keep it as it is',
  notThis: 'Not this',
  forMe: 'Keep this note for me',
  isForMe: 'You find it beside these words when you look back. Only you see it.',
  safety: ['Are you safe? There is help. Only you see this, only on this device.'],
  help: 'See help',
  close: 'Close',
  lacks: {
    ear: 'Part of the notes could not be loaded. You can write as always.',
    language: 'The notes know only English so far, so they stay quiet here.',
  },
}
