/* oxlint-disable max-lines -- a table of words */
/** Words on screen that prompts.en.json does not hold, by the place they stand. Plain, warm, nobody blamed. */

export const app = {
  name: 'Haven',
  always: 'Always here',
  help: 'Help',
  settings: 'Settings',
  close: 'Close',
  leave: 'Leave quickly',
  leaveFirst: 'Leave this page quickly',
  leaveHow: 'Leave quickly is always at the top. Pressing Shift three times does the same.',
  loading: 'One moment.',
  back: 'Back',
  noSheet: 'This needs a line. In danger now? Please call your emergency number.',
}

export const landing = {
  title: 'Haven',
  before: 'A slow talk about the moment that says ',
  quote: 'when I needed you, you were not there.',
  lead: 'One of you tells it, a little at a time. The other one stays. Haven shows you both the next step.',
  start: 'Start together',
  startNew: 'Start a new talk',
  right: 'Is this right for us?',
  therapists: 'For therapists',
  goOn: 'Go on',
  goOnWith: 'Go on with',
  lookBack: 'Look back',
  lookBackWith: (partner: string) => `Look back at the talk with ${partner}`,
  yourPartner: 'your partner',
  lastHere: (day: string) => `Last here ${day}`,
  talks: 'Your talks on this device',
  three: [
    { title: 'What it is not', text: 'Not therapy, not a crisis service, not a judge. Nobody has to forgive anyone.' },
    {
      title: 'Only for you two',
      text: 'No account, no e-mail, no tracking. Your words are locked on your devices. The server can’t read them.',
    },
    { title: 'At your pace', text: 'You can pause or stop at any time. You never have to say why.' },
  ],
}

export const right = {
  title: 'Is this right for us?',
  yesTitle: 'It may help when',
  yes: [
    'One moment still stands between you, and you both want to look at it.',
    'You both come because you want to.',
    'You can both feel safe while you talk.',
  ],
  noTitle: 'Please don’t use it when',
  no: [
    'One of you is afraid of the other, or is being controlled.',
    'One of you thinks about ending their life, or is in danger now.',
    'One of you has been drinking or taking something today.',
    'An affair came to light a short time ago, or is still going on.',
    'One of you is under 18.',
  ],
  otherwise: 'Then people can help better than a page can. You find them under Help.',
  check: 'Before the talk begins, each of you gets a private check. Nobody else sees your answers.',
}

export const create = {
  title: 'Start together',
  lead: 'You get a link for your partner. Nothing begins before you both agree.',
  second: 'This is your second talk. It proposes the other hurt; you both still choose.',
  name: 'What should we call you here?',
  nameHint: 'A nickname is fine.',
  where: 'Where will you talk?',
  places: { apart: 'In two places', together: 'In the same room' },
  who: 'Who is in the room?',
  whos: { two: 'Just us two', therapist: 'A therapist joins us' },
  therapistWhy: 'You get a second link, for your therapist. They read along; nothing begins before they agree too.',
  keep: 'How long is it kept?',
  keeps: [
    { days: 7, label: '7 days' },
    { days: 30, label: '30 days' },
    { days: 90, label: '90 days' },
    { days: 0, label: 'Until we close it' },
  ],
  make: 'Make the link',
  making: 'Making the link',
}

export const link = {
  title: 'Your link is ready',
  titles: 'Your links are ready',
  lead: (partner: string) => `Give it to ${partner}. It works once, for one person. You can wait here or come back.`,
  address: 'The link',
  share: 'Share',
  copy: 'Copy the link',
  copied: 'Copied.',
  notCopied: 'It could not be copied. You can select the link and copy it yourself.',
  show: 'Show it as a picture',
  hide: 'Hide the picture',
  qr: 'The link as a picture, for a phone camera',
  messageTitle: 'Words you could send with it',
  message: 'I would like some quiet time with you. Open this when you are alone. There is no rush.',
  loopback:
    'This address opens only on this computer. For another device, open Haven at the address that device can reach.',
  renew: 'Make a new link',
  renewing: 'Making a new link',
  renewWhy: 'The old one stops working.',
  notRenewed: 'No new link yet. Please try again when you are connected.',
  expired: 'This link is no longer valid. Make a new one and hand it on. Nothing else is lost.',
  triedAgain: 'Someone opened this link again after it was used. Nobody got in. Ask your partner if it was them.',
}

export const join = {
  title: 'Join',
  asks: 'You are asked to a talk in Haven',
  name: create.name,
  nameHint: create.nameHint,
  shared: 'This is a shared device',
  sharedWhy: 'Then nothing is kept here once you close this window.',
  joining: 'Joining',
  ownLink: 'This link is for your partner. Your own place in this talk is already on this device.',
  goOn: 'Go on with your talk',
  mistake: 'I pressed that by mistake',
}

export const check = {
  title: 'Just for you',
  page: (page: number, of: number) => `Just for you, page ${page} of ${of}`,
  lead: 'Your answers stay on this device and are not saved. Your partner sees none of this.',
  leadSeated: 'Your answers stay on this device and are not saved. Nobody else sees this.',
  leave: 'Leave it for today',
  back: 'Go back to the question',
}

export const help = {
  title: 'Help',
  region: 'Where are you?',
  regionKept: 'Your choice stays on this device. Nothing is asked or sent.',
  elsewhere: 'Or your local emergency number.',
  checked: (day: string) => `Checked on ${day}`,
  lines: 'People to talk to',
  again: 'You can close this at any time. You don’t have to explain.',
}

export const settings = {
  title: 'Settings',
  look: 'How it looks',
  theme: 'Colours',
  themes: { system: 'As on this device', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  size: 'Text size',
  sizes: { normal: 'As on this device', large: 'Larger', largest: 'Largest' },
  motion: 'Movement',
  motions: { system: 'As on this device', less: 'As little as can be' },
  words: 'What people write',
  wordings: { serif: 'With serifs', sans: 'Without serifs' },
  talk: 'In the talk',
  stillYours: 'After Send, my words stay mine for',
  seconds: (n: number) => (n === 0 ? 'no time' : n === 1 ? '1 second' : `${n} seconds`),
  tone: 'One soft tone when it is my turn',
  notify: 'A notification in the background. It says only “Something is ready”',
  notifyDenied: 'This browser doesn’t allow notifications for this page. You can change that in its own settings.',
  discreet: 'Hide names on the first page',
  stored: 'What is on this device',
  storedWhat:
    'The keys to your talks, words you have not sent, and these settings. All of it is locked to this browser.',
  storedSize: (size: string) => `About ${size}.`,
  noTalks: 'No talk is kept here.',
  talkWith: (partner: string) => `Talk with ${partner}`,
  forget: 'Forget on this device',
  forgetSure: 'This device will not be able to open the talk again. Your partner’s device keeps its own keys.',
  forgetYes: 'Yes, forget it',
  forgetNo: 'Keep it',
  forgotten: 'Forgotten on this device.',
  notForgotten: 'It could not be forgotten, so it is still on this device. Please try again.',
  build: (id: string) => `Version ${id}`,
}

export type TroubleWords = { title: string; text: string; safe: string; act: 'again' | 'start' | 'none' | 'reload' }

/** What happened, what is safe, one thing to do. */
export const trouble = {
  again: 'Try again',
  start: 'To the first page',
  reload: 'Open it again',
  usedOn: (when: string) => `It was used on ${when}.`,
  kinds: {
    used: {
      title: 'This link has already been used',
      text: 'Each link works once. If you used it on another device or in another browser, go on there. If you didn’t, ask your partner for a new link.',
      safe: 'Nobody can read the talk with this link.',
      act: 'start',
    },
    expired: {
      title: 'This link is no longer valid',
      text: 'It was given too long ago, or the device it was made on is no longer in the talk. Ask whoever gave it to you for a new one. It takes one press.',
      safe: 'Nothing was lost.',
      act: 'start',
    },
    unknown: {
      title: 'This link opens nothing',
      text: 'It may belong to a talk that was closed, or to another address. Ask your partner for a new link.',
      safe: 'Nothing was sent but the link itself.',
      act: 'start',
    },
    cut: {
      title: 'A piece of the link is missing',
      text: 'Some messages cut long links. Please open it again from the message, or copy the whole of it. If that doesn’t help, ask your partner to send it once more.',
      safe: 'Nothing was sent, and the link was not used up.',
      act: 'start',
    },
    broken: {
      title: 'This link doesn’t fit its talk',
      text: 'Something changed it on the way, so we did not go in. Ask your partner for a new link, and tell them this one did not work.',
      safe: 'None of your words were sent.',
      act: 'start',
    },
    offline: {
      title: 'No connection just now',
      text: 'Haven could not be reached. Try again when you are connected.',
      safe: 'What you typed is still here. Nothing is lost.',
      act: 'again',
    },
    slowDown: {
      title: 'Let us wait a little',
      text: 'There were many tries from here in a short time. Please try again in a few minutes.',
      safe: 'Nothing is lost, and the link is still good.',
      act: 'again',
    },
    failed: {
      title: 'That did not work',
      text: 'Something went wrong on our side. Please try again.',
      safe: 'None of your words were sent.',
      act: 'again',
    },
    insecure: {
      title: 'This address can’t lock your words',
      text: 'Your browser locks words only on a safe address. Open the same address with https at the start, or open Haven on the computer it runs on.',
      safe: 'Nothing was sent and nothing was kept.',
      act: 'none',
    },
    nothing: {
      title: 'No talk is open on this device',
      text: 'The keys to a talk stay on the device that joined it. Go on there, or ask your partner for a new link.',
      safe: 'Your talk itself is not lost.',
      act: 'start',
    },
    storage: {
      title: 'This browser keeps nothing for us',
      text: 'Haven needs a place for your keys. Private windows often give none. Try a normal window, or another browser.',
      safe: 'Nothing was sent.',
      act: 'again',
    },
    page: {
      title: 'Something on this page stopped',
      text: 'Please open it again. You will find the talk where you left it.',
      safe: 'What was sent is kept, and your draft is on this device.',
      act: 'reload',
    },
  } satisfies Record<string, TroubleWords>,
}
