/* oxlint-disable max-lines -- a table of words */
import type { Place } from '@haven/shared/steps.ts'
import type { Setting } from './prompts.ts'

type Line = string | { setting: Setting; text: string }

/** `say` is for the couple, and reaches them only by an own press; `advice` is for the therapist alone. */
export const sayings: Partial<Record<Place, { say: readonly Line[]; advice: readonly Line[] }>> = {
  'arrive.welcome': {
    say: [
      'I am glad you are both here. What would make today good enough for each of you?',
      'We go slowly. Either of you can pause or stop at any time.',
    ],
    advice: [
      'Welcome them both by name. Say what you can see and what you can’t.',
      'If one of them seems rushed, ask if today is the right day.',
    ],
  },
  'arrive.safety': {
    say: [
      'The next part is only for each of you. Take all the time you need.',
      'I see nothing of what you answer here.',
    ],
    advice: [
      'Each of them answers alone. You see nothing of it.',
      'If someone is slow here, give them time. Don’t ask why in front of the other.',
    ],
  },
  'arrive.consent': {
    say: [
      'I am here to help you both go slowly. I can see what is said here, not your private notes.',
      'If I press hold, nobody did anything wrong. It means I would like us to slow down.',
    ],
    advice: [
      'Say that you may write to each of them alone, and that you keep no secrets apart from safety.',
      'If one of them hesitates, offer to stop for today.',
    ],
  },
  'arrive.roles': {
    say: [
      'Let us find one moment. The others are not lost, we will write them down for later.',
      'You may see this in two ways. Each of you can have a turn.',
    ],
    advice: [
      'Look for one moment. If they name ten, help them pick one and park the rest.',
      'If they see it in two ways, don’t judge which is true.',
    ],
  },
  'arrive.order': {
    say: ['Who of you can listen today?', 'Both turns matter. This is only about which comes first.'],
    advice: [
      'Ask who can listen today, not who was hurt more.',
      'If both say me, slow down. Being first is not the same as being right.',
    ],
  },
  'arrive.settle': {
    say: [
      'Let us take three slow breaths before we begin.',
      'There is no hurry. Tell me when you feel you have arrived.',
    ],
    advice: [
      'Breathe with them. Let it take as long as it takes.',
      'If one of them is far above or far below calm, pause first.',
    ],
  },
  'map.name': {
    say: [
      'Take us to one day, one place, one minute.',
      'What did that moment teach you about being able to count on someone?',
    ],
    advice: ['Help them find one moment, small enough to see.', 'If it is too raw, the title alone is enough.'],
  },
  'map.cycle': {
    say: [
      'This pattern is a third thing in the room. Neither of you is the pattern.',
      'When one of you does this, what does the other do next?',
    ],
    advice: [
      'Say the pattern out loud as something they are both up against.',
      'If one of them seems afraid of the other, stop here and see them apart.',
    ],
  },
  'map.agree': {
    say: ['Let us choose something small enough to reach today.', 'It won’t go away today. It can be heard today.'],
    advice: [
      'Keep the aim small enough to reach today.',
      'If the aim is to make it go away, say gently that it softens by being heard.',
    ],
  },
  'hear.voice': {
    say: [
      'One short piece at a time. We have time.',
      'What was there underneath the anger?',
      'And you, as you listen: what helps you stay?',
    ],
    advice: [
      'Anger may come first. Ask what it stands guard over.',
      'Watch the one who listens too. Give them something to hold on to.',
    ],
  },
  'hear.reflect': {
    say: ['What was the hardest bit for them? Say that first.', 'That has its place later. What did you hear?'],
    advice: [
      'Ask for the hardest bit first, then the rest.',
      'If a “but” comes, promise it a place and go back to what was heard.',
    ],
  },
  'hear.check': {
    say: [
      'Take a moment before you answer. What happens inside when you hear it?',
      'If a piece is missing, let us take that one piece.',
    ],
    advice: [
      'Is that yes a relief, or a way to get it over with? Ask softly.',
      'If it is stuck, cut it smaller: one sentence, said back.',
    ],
  },
  'hear.deepen': {
    say: [
      'Say that again, slowly. I think it matters.',
      'And when they were not there, what did you start to believe?',
    ],
    advice: [
      'Listen for the image that keeps returning. Give it back slowly, in their own words.',
      'Anger first, then what it guards. Don’t rush on.',
    ],
  },
  'hear.reflect2': {
    say: ['Why does it make sense that it hurt this much?', 'You look moved. Can you let them know?'],
    advice: ['Help them say why it makes sense, not only what was said.', 'If they are moved, help them let it show.'],
  },
  'hear.check2': {
    say: ['Before you answer, notice your body. What does it say?', 'Let us choose one sentence and stay with it.'],
    advice: ['Is the yes in the body too, or only in the words?', 'This is a good place to stop for the day.'],
  },
  'own.inner': {
    say: [
      'Take the time you need. Nobody sees what you write here.',
      'It is hard to be the one who hurt someone. That it hurts shows you care.',
    ],
    advice: [
      'Meet the defence kindly. It shows how much it hurts to be the one who hurt.',
      { setting: 'together', text: 'Look for the moment their face softens.' },
      { setting: 'apart', text: 'Give them time. You see nothing of this page.' },
    ],
  },
  'own.say': {
    say: ['Find the feeling first, then the words.', 'Stay with what it did to them. What do you see?'],
    advice: [
      'Explaining is on its way. Help them find the feeling first.',
      'If they sink into “I am terrible”, bring them back to their partner’s hurt.',
    ],
  },
  'own.landed': {
    say: ['What happened inside as the words came in?', 'Which hurt has not been seen yet?'],
    advice: [
      'Ask what happened inside, not whether it was good.',
      'If it didn’t land, ask which hurt has not yet been seen.',
    ],
  },
  'own.invite': {
    say: ['This is your choice alone. No is a full answer.', 'If you say yes, you can stop it at any time.'],
    advice: [
      'Don’t lean on the choice. “Never” is a full answer.',
      'If they pick now, help the other one keep it short and own it.',
    ],
  },
  'own.context': {
    say: ['Is this still helping?', 'What did you do then, with what you felt?'],
    advice: [
      'Listen for “because you”. Turn it back to “what I did then”.',
      'Ask the hurt one now and then if it still helps.',
    ],
  },
  'reach.find': {
    say: ['What makes it risky to ask for this?', 'Make it small. Five minutes, today.'],
    advice: [
      'Ask what they fear in the partner, or in themselves.',
      'Is the other one truly here? If not, go back before the reach.',
    ],
  },
  'reach.ask': {
    say: ['Turn to each other, and ask.', 'What is the wish inside that?'],
    advice: [
      'Help them turn to each other. Then go quiet.',
      'If it comes out as an order, ask for the wish inside it.',
    ],
  },
  'reach.answer': {
    say: ['What do you want them to know, before anything else?', 'Small and real is better than big and vague.'],
    advice: [
      'Help them answer the fear first, then the wish.',
      'If they say no to a part, help them say what they can give.',
    ],
  },
  'reach.receive': {
    say: ['What happens in your body when the comfort comes?', 'Just a little is enough.'],
    advice: ['Slow right down here.', 'If they can’t take it in, that block is the next thing to care for.'],
  },
  'reach.land': {
    say: ['Stay with this for a moment. There is nothing to do.', 'I saw you ask, and I saw you answer.'],
    advice: ['Don’t hurry on to plans.', 'Say what you saw them both do, in plain words.'],
  },
  'weave.story': {
    say: ['How would you two tell this, in a few sentences?', 'Two stories side by side are fine.'],
    advice: ['Help them find “we did this” in their own words.', 'One truth is not the goal.'],
  },
  'weave.care': {
    say: ['Make it so small that it can’t fail this week.', 'What would comfort look like in the first minute?'],
    advice: ['Look for care, not control. No checking of phones.', 'Help the cue and the answer fit each other.'],
  },
  'weave.next': {
    say: ['How much strength is left in each of you?', 'A second hurt deserves a fresh day.'],
    advice: [
      'Ask how much strength is left before you think of a second turn.',
      'A new day is most often the better choice.',
    ],
  },
  'close.thanks': {
    say: ['One thing each, that you saw the other do today.', 'And I saw you both stay when it was hard.'],
    advice: ['Let each of them name one thing. Then add one of your own.', 'Keep it short and true.'],
  },
  'close.check': {
    say: ['Take a minute, each for yourself.', 'What you answer here is yours. I don’t see it.'],
    advice: ['They are each alone with a question. Leave them be.', 'You see only what they choose to tell you.'],
  },
  'close.after': {
    say: ['Tomorrow may feel flat or raw. That is common.', 'Let us agree when we meet next.'],
    advice: ['Ask what each of them will do in the next hour.', 'Don’t lean on keep or erase.'],
  },
  between: {
    say: ['Stopping here is a good choice. Thank you both.', 'We can take it up again from this very place.'],
    advice: ['End as warmly as you began. Stopping is not a failure.', 'Note for yourself where to take it up again.'],
  },
  done: {
    say: ['Thank you both for your trust.', 'This talk is closed. You did real work here.'],
    advice: ['Write your note while it is fresh.', 'Look after yourself too before the next hour.'],
  },
  'over.pause': {
    say: ['We pause. Nobody has to say why.', 'Breathe, drink something. We go on from the same place.'],
    advice: ['Someone asked for a pause. You don’t need to know why.', 'Use the time to breathe yourself.'],
  },
  'over.hold': {
    say: [
      'Let us stay right here for a moment. Nobody has done anything wrong.',
      'I want to go back to one sentence, because I think something important was in it.',
    ],
    advice: ['Say why you slow down, in one kind sentence.', 'Release the hold as soon as the breath is back.'],
  },
  'over.stepBack': {
    say: ['That was a real try. Let us make the next one smaller.', 'Where were you both still all right?'],
    advice: [
      'Name what was good in the try. Then make the next one smaller.',
      'Choose the last place where they were both all right.',
    ],
  },
}

/** The lines of a place that fit where they talk. */
export const linesFor = (place: Place, kind: 'say' | 'advice', setting: Setting): string[] =>
  (sayings[place]?.[kind] ?? [])
    .filter(line => typeof line === 'string' || line.setting === setting)
    .map(line => (typeof line === 'string' ? line : line.text))
