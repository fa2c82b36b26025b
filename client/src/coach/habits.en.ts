import type { Concern } from './categories.ts'

/** Words that are certain enough to be noticed without an ear. Checked for nested quantifiers by a test. */
export type Certain = { rule: string; category: Concern | 'safety'; pattern: RegExp }

export const LANGUAGE = 'en'

const certain = (category: Concern | 'safety', rules: Record<string, RegExp>): Certain[] =>
  Object.entries(rules).map(([rule, pattern]) => ({ rule: `certain:${rule}`, category, pattern }))

export const CERTAIN: readonly Certain[] = [
  ...certain('nonapology', {
    'sorry-you-feel':
      /\b(?:sorry|apologi[sz]e) (?:that |if )?you(?:'re| are)? (?:feel|felt|feeling|took it|see it)\b/iu,
    'sorry-if':
      /\b(?:i'?m|i am|i'?m so|i apologi[sz]e) ?(?:very |truly |so )?(?:sorry )?if (?:i|you|that|anything|what) (?:hurt|upset|offended|caused|made|did|got|were)\b/iu,
    'mistakes-were-made': /\bmistakes were made\b/iu,
    'sorry-happy-now':
      /\bsorry[,.!]? (?:(?:ok(?:ay)?|alright|all right)\b(?!,? i was)|happy now|is that what you want)/iu,
  }),
  ...certain('contempt', {
    slur: /\byou(?:'re| are)? (?:such )?(?:an? )?(?:fucking |bloody |complete |absolute |total |pathetic |stupid |lazy )*(?:idiot|moron|bitch|cunt|bastard|arsehole|asshole|prick|twat|dickhead|loser|psycho)\b/iu,
  }),
  ...certain('minimise', {
    'too-sensitive':
      /\byou(?:'re| are) (?:just |being |always |far |way )*(?:too|so|over)[ -]?(?:sensitive|dramatic|emotional|sensitive)\b/iu,
  }),
  ...certain('safety', {
    'own-life':
      /\b(?:(?:want|wanted|wish|wishing) (?:to die|i (?:was|were) dead|i wasn'?t (?:here|alive))|kill(?:ing)? myself(?! laughing)|end(?:ing)? (?:my life|it all)|(?:hurt|hurting|cut|cutting) myself|better off (?:without me|if i (?:were|was) dead|dead)|(?:don'?t|didn'?t) want to (?:live|be alive|wake up|be here any ?more)|take my own life|if i (?:were|was|am) ?n[o']t (?:alive|here any ?more))\b/iu,
    'a-way-out':
      /\b(?:stood|standing|stand) (?:on|at) (?:the|that) (?:\w+ )?(?:bridge|platform|viaduct|railing|edge|cliff)\b|\b(?:counted|counting|saved|saving|put by) (?:\w+ )?(?:pills|tablets)\b|\b(?:pills|tablets) (?:laid|lined|put|counted) (?:out|up|by)\b/iu,
    threat:
      /\b(?:i'?ll|i will|i'?m going to|i am going to|gonna) (?:kill|hurt|hit|strangle|smash|beat|break|finish) (?:you|your (?:face|neck|legs|arm|wrist))\b|\bi won'?t answer for (?:my hands|what i do)\b|\byou(?:'ll| will) be sorry you were born\b/iu,
    threatened:
      /\b(?:said|says|swore|told me) (?:that )?(?:he'?d|he'?ll|she'?d|she'?ll|you'?d|you'?ll|you would|he would|she would) (?:kill|hurt|hit|finish|correct|end|break) (?:me|it|us|them)\b/iu,
    'afraid-of-you':
      /\b(?:i'?m|i am|i was|i'?ve been|i get|i feel) (?:so |really |still |physically |always )?(?:scared|afraid|frightened|terrified) (?:of you(?! (?:dying|leaving|going|not))|of what (?:you|he|she)(?:'ll| will|'d| would| might| could) do|of (?:your|the|his|her|that) (?:temper|fists?|hands?|belt|stick)|(?:that )?(?:you|he|she)(?:'d| would|'ll| will| might) hit)\b/iu,
    force:
      /\b(?:you|he|she) (?:hit|slapped|punched|choked|strangled|kicked|shoved|pushed|pinned|dragged|threw) me (?:and|down|against|into|on|across|over|again|when|in the|so|that|\.|,)|\b(?:held|grabbed|had|got) me by the (?:wrists?|neck|throat|hair)\b|\b(?:twisted|broke|broken|grabbed) my (?:wrists?|arm|throat|neck)(?! by the)\b|\bhands (?:were )?(?:round|around|on) my (?:throat|neck)\b|\b(?:punch(?:ed)?|put (?:your|his|her) fist through) the (?:wall|door)\b/iu,
    watched:
      /\b(?:you|he|she) (?:track|tracked|tracks|follow|followed|follows) me\b|\b(?:tracker|tracking app|air ?tag|camera)s? (?:on|in|under) my\b|\b(?:checks?|reads?|checked) (?:my|the) (?:odometer|mileage)\b|\b(?:took|takes|keeps?|holds?|has|have|hid|hides|locked|taken) (?:away )?my (?:\w+ )?(?:phone|keys|passport|papers|bank ?card|card|cards|wages|pension book|visa)\b/iu,
  }),
]

/** Words before a certain rule that make it somebody else’s, or an old story. */
export const REPORTED = /(?:["“]|\b(?:said|saying|say|told|tell|wrote|texted|answered|not)\b)[^.!?\n]{0,30}$/iu

/** What speaks against a note on these words, whatever the ear made of them. */
export type Guard = { guard: string; against: readonly (Concern | 'safety')[]; pattern: RegExp }

const JUDGING: readonly Concern[] = ['blame', 'contempt']

/** Each is tried on the words of the note alone. */
export const GUARDS: readonly Guard[] = [
  { guard: 'quoted', against: [...JUDGING, 'minimise', 'shutdown'], pattern: /^["“‘'][^"”]*["”’'][.,]?$/u },
  {
    guard: 'praise',
    against: JUDGING,
    pattern:
      /\byou(?:'ve| have)? (?:always|never) (?:been (?:so )?(?:kind|good|gentle|patient|there)|let me down|made me feel safe|gave up on me)\b/iu,
  },
  { guard: 'self', against: JUDGING, pattern: /^(?:i|i'm|i am|i was|me)\b(?!.*\byou(?:r|'re)?\b)/iu },
  {
    guard: 'pause-with-return',
    against: ['shutdown'],
    pattern:
      /\b(?:back in|in (?:ten|five|twenty|an hour|\d+)|then (?:i'll|i will) come back|and come back|come back (?:to|and)|after that we)\b/iu,
  },
  {
    guard: 'figure-of-speech',
    against: ['safety'],
    pattern:
      /\b(?:kill for|died laughing|die laughing|dying to|killing me|to die for|nearly died of (?:embarrassment|shame|laughing))\b/iu,
  },
]
