/** Which devices are in a talk, and how one comes and goes. Braces as in the prompts. */
export const devices = {
  lead: 'The keys to this talk are on these devices and nowhere else.',
  this: (since: string) => `You: this device, since ${since}`,
  thisWaits: 'You: this device, which still waits to be confirmed',
  another: (since: string) => `You: another device, since ${since}`,
  ownWaits: 'You: a device that still waits to be confirmed',
  of: (name: string, since: readonly string[]) =>
    since.length === 1
      ? `${name}: one device, since ${since[0]}`
      : `${name}: ${since.length} devices, since ${[...new Set(since)].join(' and ')}`,
  waits: (name: string) => `${name}: a device that still waits to be confirmed`,
  more: 'Go on from another device of yours',
  moreText:
    'You can open your seat on one more device, a phone beside a laptop for instance. Everything said here can be read there, and what you keep for yourself alone. You can go on from either; if both send something at once, the first counts and the other keeps its words.',
  moreAlone: 'Open the link on a device of your own and give it to nobody. Whoever opens it sits in your seat.',
  makeOwn: 'Make a link for my other device',
  made: 'It works once, for ten minutes. Keep this page open until the other device is there. {partner} is told that your seat is open on one more device.',
  came: 'Your other device is there and waits to be confirmed. The device that made its link does that by itself, in a moment.',
  done: 'Your other device is confirmed. Your seat is open there now.',
  full: 'Your seat is open on four devices. Take one out before you add another.',
  empty: (name: string) => `The link for ${name}`,
  emptyText:
    'Nobody has opened it yet, and the device that began the talk is out of it: a link that was made there opens nothing. Make a new one here, and hand it on.',
  emptyMade: 'It works once. A link that was made before opens nothing any more.',
  message: 'This opens my seat in Haven on this device. It works for ten minutes.',
  lost: 'Has {partner} lost their device?',
  lostText:
    'Make a new link, and give it to {partner} alone. Whoever opens it takes their seat: everything said here can be read on that device, and the devices that have the seat now are shut out at once.',
  lostKept: 'What {partner} kept there for themselves alone cannot be brought along.',
  lostWhispers: 'What {partner} and {therapist} wrote to each other alone is lost with it.',
  make: 'Make a new link for {partner}',
  ownLost: 'If you lose this device, go on from another one of yours, or {partner} can make a new link for you here.',
  byTherapist: 'If one of you loses a device, {therapist} gives a new link.',
}

/** A link for a seat that is taken, on its way to whoever lost a device. */
export const newLink = {
  failed: 'The link could not be made just now. Please try again when you are connected.',
  made: 'It works once, for three days. Nothing changes before it is opened.',
  message: 'Here is your new link to our talk in Haven. It opens your seat on this device.',
}

/** A device of one’s own is let out. */
export const remove = {
  open: 'Take this device out',
  title: 'Take this device out of the talk?',
  text: 'It is shut out at once and drops its keys. What was read there before stays known to whoever read it. A new link can let it in again.',
  links: 'A link it made for a seat that is still empty then opens nothing. You can make a new one here.',
  yes: 'Take it out',
  no: 'Leave it in',
  failed: 'That did not go through. Please press again.',
}

/** What a therapist does where a partner lost their device. */
export const deskDevices = {
  title: 'Devices',
  lost: 'Has one of them lost their device?',
  text: 'Make a new link, and give it to them alone, by a way you know is theirs. Whoever opens it takes their seat: what was said in the room and what you whispered with them can be read on that device, and the devices that have the seat now are shut out at once.',
  kept: 'What they kept on the lost device for themselves alone cannot be brought along.',
  make: (name: string) => `Make a new link for ${name}`,
  made: (name: string) => `This is for ${name}. It works once, for three days. Nothing changes before it is opened.`,
}

/** Said plainly to all who are there. */
export const newcomer = {
  title: (name: string) => `A new device has ${name}’s seat`,
  text: (name: string, moment: string) =>
    `On ${moment} somebody opened the new link for ${name}’s seat. The devices from before were shut out.`,
  takesPart: (name: string) => `That device is confirmed, and takes part as ${name} from now on.`,
  notYet:
    'That device can read what was said. It can say nothing before the device that made its link has confirmed it, which it does by itself.',
  ask: (name: string) =>
    `Was that ${name}? Ask them by phone or across the table. If it was not, write nothing more here, and end the talk.`,
  moreTitle: (name: string) => `${name} has one more device here`,
  more: (name: string, moment: string) =>
    `On ${moment} ${name}’s seat was opened on one more device, by a link made on a device of theirs.`,
  moreAsk: (name: string) =>
    `Nothing else changes. If you are not sure that it is ${name}, ask them by phone or across the table.`,
  ownTitle: 'Your seat is open on one more device',
  own: (moment: string) => `On ${moment} your seat was opened by a link that was made on a device of yours.`,
  ownEither: 'That device is confirmed, and you can go on from either.',
  ownAsk:
    'Was that not you? Then take that device out under More, Devices. Somebody had one of your devices in their hands; speak with somebody you trust.',
  waitsTitle: 'This device waits to be confirmed',
  waits: (name: string) =>
    `You can read what was said. To go on, ${name} has to open the talk once: their device confirms this one by itself.`,
  waitsOwn:
    'You can read what was said. To go on, open the talk once on the device where you made the link: it confirms this one by itself.',
  waitsGone: (name: string, partner: string) =>
    `You can read what was said. ${name} is no longer here and cannot confirm this device any more: to go on, ask ${partner} for a new link.`,
  right: 'All right',
}

/** The page of a link for one more device of one’s own. */
export const ownJoin = {
  title: 'Open your talk here too',
  text: 'This link opens your own seat on this device as well. Everything said so far can be read here, and you can go on from either device.',
  yours: 'Did you make it yourself a moment ago, on your other device? Then this is yours.',
  notYours:
    'If somebody sent it to you, close this page: it would put you into their seat, and you would read what is not meant for you.',
  open: 'Open it here',
  opening: 'Opening',
  notNow: 'Not now',
  notNowText: 'Nothing was sent. The link ends by itself.',
  here: 'Your seat is on this device already.',
  goOn: 'Go on with your talk',
}
