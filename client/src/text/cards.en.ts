/* oxlint-disable max-lines -- six stories */
import type { Part } from '../session/scene.ts'

export { OWN } from './own.ts'

/** What one player reads: who they are, what happened, what lies under it, what they bring to the talk, what is for the drawer. */
export type Side = { name: string; who: string; happened: string; under: string; yours: string; drawer: string }

export type Card = {
  id: string
  title: string
  /** Kinds of hurt, as map.name lists them. */
  kinds: readonly ('trust' | 'alone' | 'unprotected' | 'dream')[]
  /** The same for the eye. */
  kind: string
  /** `both`: each side has a hurt; the one whose hurt is told first is the first side. */
  hurt: 'one' | 'both'
  sides: Readonly<Record<Part, Side>>
}

/** Six made-up couples. Nobody in them is real. */
export const CARDS: readonly Card[] = [
  {
    id: 'fever',
    title: 'The night of the fever',
    kinds: ['alone'],
    kind: 'Left alone',
    hurt: 'one',
    sides: {
      injured: {
        name: 'Noor',
        who: 'You are Noor. You and Elias have a daughter of three. You are good at coping, and proud of it.',
        happened:
          'In March she had a fever of forty at two in the morning. You sat on the bathroom floor with her and rang Elias, who was away for work. He wrote back: “Big day tomorrow, you’ve got this.” You did not ring again.',
        under:
          'You learned: when it is bad, I am alone. What shows is anger at the phone. Under it is terror, and shame that you had to ask twice in your head and could not do it aloud.',
        yours: 'Your wish: “Next time, come, even if you can’t help.”',
        drawer: 'For the drawer: every other time he was away, counted.',
      },
      injuring: {
        name: 'Elias',
        who: 'You are Elias. You and Noor have a daughter of three. You sell things you half believe in, and the money is tight.',
        happened:
          'In March you were in a hotel before the pitch of the year. At two Noor rang, and you let it ring out. You wrote one line, “Big day tomorrow, you’ve got this”, turned the phone over and slept.',
        under:
          'You felt useless so far away. When someone you love is ill you go stiff, as your father did. Since then she tells you things are fine, and you don’t ask.',
        yours: 'What is yours: you read it, you knew she was frightened, and you turned the phone over.',
        drawer: 'For the drawer: the money, the pressure, who pays the rent.',
      },
    },
  },
  {
    id: 'messages',
    title: 'The messages',
    kinds: ['trust'],
    kind: 'Trust broken',
    hurt: 'one',
    sides: {
      injured: {
        name: 'Tomas',
        who: 'You are Tomas. You and Ines have been together for nine years. You are the quiet one, and Ines was the first person you told about your brother.',
        happened:
          'A year ago you found six weeks of warm messages between Ines and a man at her work. It has been over since then. The worst was not the warmth. She had told him what you had told only her.',
        under:
          'You learned: what I give you is not safe with you. A phone face-down on the table still stops your breath. Under the checking you feel small, and replaceable.',
        yours: 'Your wish: “Tell me that I am the one you bring things to.”',
        drawer: 'For the drawer: reading the messages out to her, one by one.',
      },
      injuring: {
        name: 'Ines',
        who: 'You are Ines. You and Tomas have been together for nine years. You talk to think, and at home it had become quiet.',
        happened:
          'A year ago you wrote with a colleague for six weeks, every evening. You liked being seen. You told him things that Tomas had trusted to you, about his brother. You kept the phone turned over, because you knew. Tomas found it, and you ended it that night.',
        under:
          'You were lonely and never said so. Now you are ashamed, and tired of being watched, and you dare not say either.',
        yours: 'What is yours: you gave away his secrets, and you hid it.',
        drawer: 'For the drawer: “Nothing happened. It was only words.”',
      },
    },
  },
  {
    id: 'birthday',
    title: 'The birthday table',
    kinds: ['unprotected'],
    kind: 'Not protected',
    hurt: 'one',
    sides: {
      injured: {
        name: 'Mei',
        who: 'You are Mei. You make ceramics, and last year you began to live on it. Jordan’s family is loud and close, and you have tried hard to belong.',
        happened:
          'At his mother’s sixtieth she raised her glass and said how lucky you are that Jordan earns, so that you can have your hobby. Fourteen people laughed. You looked across at Jordan, and Jordan was laughing too.',
        under:
          'You learned: in a room with your family, I have nobody. You have been sharp about every visit since. Under the sharpness you are ashamed, and you miss having him beside you.',
        yours: 'Your wish: “Stand next to me and say one sentence.”',
        drawer: 'For the drawer: everything else his mother has ever said.',
      },
      injuring: {
        name: 'Jordan',
        who: 'You are Jordan. You grew up in a house where jokes were how one stayed out of trouble. You love Mei’s bowls, and you use one every morning.',
        happened:
          'At your mother’s sixtieth she called Mei’s work a hobby before the whole table. Everyone laughed. You saw Mei look at you, and you laughed along. In the car you said that your mother doesn’t mean it.',
        under:
          'You were nine years old again at that table, and afraid of being the next one. You have felt like a coward ever since, so you change the subject.',
        yours: 'What is yours: you saw her look for you, and you laughed.',
        drawer: 'For the drawer: “She is like that with all of us.”',
      },
    },
  },
  {
    id: 'town',
    title: 'The other town',
    kinds: ['dream'],
    kind: 'A dream dropped',
    hurt: 'one',
    sides: {
      injured: {
        name: 'Sam',
        who: 'You are Sam. For two years you and Ruth planned to move to the coast. You had found the flat, with the small room for your piano.',
        happened:
          'The lease was to be signed on a Friday in May. On Thursday evening Ruth said that she had told her work she would stay. It was decided. You rang the landlord yourself, from the stairs.',
        under:
          'You learned: our plans are mine, and I dream alone. You stopped suggesting things, even a film. Under the flat voice there is grief, and the fear that you were never going to be chosen.',
        yours: 'Your wish: “Dream something with me, something small, and keep it.”',
        drawer: 'For the drawer: what the deposit cost, and who paid it.',
      },
      injuring: {
        name: 'Ruth',
        who: 'You are Ruth. You and Sam planned for two years to move to the coast. Your father lives four streets away and has begun to forget names.',
        happened:
          'The lease was to be signed on a Friday in May. On the Wednesday your father did not know the way home from the baker. On Thursday morning you told your work that you would stay. You told Sam in the evening, in one sentence, while doing the dishes.',
        under:
          'You panicked about leaving him and could not say it. You were afraid that Sam would be kind, and that you would break.',
        yours: 'What is yours: you decided for both of you, without a word.',
        drawer: 'For the drawer: “It was only a flat. There will be others.”',
      },
    },
  },
  {
    id: 'scan',
    title: 'The scan',
    kinds: ['alone'],
    kind: 'Left alone',
    hurt: 'one',
    sides: {
      injured: {
        name: 'Klara',
        who: 'You are Klara. Two years ago, in the fifth month, there was no heartbeat on the scan. You and Ade had already named her Lio.',
        happened:
          'You came home on a Saturday. While you slept, Ade took down the cot and painted over the yellow wall. On Monday he went to work. When you cried he brought you tea and asked whether you had eaten. He has not said her name since.',
        under:
          'You learned: my grief is too much for you, so I carry her alone. You are cold with him around children. Under the coldness you are longing for one person who misses her too.',
        yours: 'Your wish: “Sit with me and say her name.”',
        drawer: 'For the drawer: that he has got over it and you have not.',
      },
      injuring: {
        name: 'Ade',
        who: 'You are Ade. Two years ago you and Klara lost a daughter in the fifth month. You had named her Lio. You are the eldest of five, and you have always been the strong one.',
        happened:
          'You cleared the room while Klara slept, so that she would not have to see it. On Monday you went to work. You cried in the car park every day before you drove home, and washed your face. At home you made tea.',
        under:
          'You were afraid that if you began, nobody would be left to hold her. Now you no longer know how to begin.',
        yours: 'What is yours: she never saw you grieve, and so she grieved alone.',
        drawer: 'For the drawer: “I was being strong for you.”',
      },
    },
  },
  {
    id: 'door',
    title: 'Both sides of a door',
    kinds: ['trust', 'alone'],
    kind: 'Both were hurt: trust broken, and left alone',
    hurt: 'both',
    sides: {
      injured: {
        name: 'Pilar',
        who: 'You are Pilar. You and Dana share a flat and a dog. You ran a small café, and it is closing. You hate owing anybody anything.',
        happened:
          'At a birthday in the park a friend put a hand on your arm and said how sorry she was about the debts. You had told only Dana. Dana was standing by the grill with two others, and all three looked away.',
        under:
          'You learned: I am a story to you. You answer every question with “all fine” now. Under it you burn with shame, and you miss being able to tell Dana things. Yours is told first; Dana has a hurt too, for another turn.',
        yours: 'Your wish: “Ask me before you speak of me.”',
        drawer: 'For the drawer: what Dana’s family says about money.',
      },
      injuring: {
        name: 'Dana',
        who: 'You are Dana. You and Pilar share a flat and a dog. Pilar’s café is closing. For months letters came, and at every one Pilar said “all fine” and shut the door of the small room.',
        happened:
          'You lay awake on your side of that door. In June you could not carry it any more and told two friends about the debts. At a birthday one of them spoke of it to Pilar, before everyone. You looked at the grill.',
        under:
          'You learned: you shut me out when it matters. That hurt is for the second turn; put it aside today. Your wish then: “Let me in while it is happening.”',
        yours: 'What is yours today: you told what was not yours to tell.',
        drawer: 'For the drawer: “If you had talked to me, I wouldn’t have had to.”',
      },
    },
  },
]

/** Undefined for `own` and for a card this version does not know. */
export const cardOf = (id: string): Card | undefined => CARDS.find(card => card.id === id)
