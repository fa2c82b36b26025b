/** Which devices are in a talk, and how one that was lost is replaced. Braces as in the prompts. */
export const devices = {
  lead: 'The keys to this talk are on these devices and nowhere else.',
  of: (name: string, since: readonly string[]) =>
    since.length === 1
      ? `${name}: one device, since ${since[0]}`
      : `${name}: ${since.length} devices, since ${since.join(' and ')}`,
  waits: (name: string) => `${name}: a device that still waits to be confirmed`,
  lost: 'Has {partner} lost their device?',
  lostText:
    'Make a new link, and give it to {partner} alone. Whoever opens it takes their seat: everything said here can be read on that device, and the devices that have the seat now are shut out at once.',
  lostKept: 'What {partner} kept there for themselves alone cannot be brought along.',
  make: 'Make a new link for {partner}',
  made: 'It works once, for three days. Nothing changes before it is opened.',
  failed: 'The link could not be made just now. Please try again when you are connected.',
  message: 'Here is your new link to our talk in Haven. It opens your seat on this device.',
  ownLost: 'If you lose this device, {partner} can make a new link for you here.',
  byTherapist: 'If one of you loses a device, {therapist} gives a new link.',
}

/** Said plainly to all who are there. */
export const newcomer = {
  title: (name: string) => `A new device has ${name}’s seat`,
  text: (name: string, moment: string) =>
    `On ${moment} somebody opened the new link for ${name}’s seat. That device takes part as ${name} from now on, and the devices from before were shut out.`,
  ask: (name: string) =>
    `Was that ${name}? Ask them by phone or across the table. If it was not, write nothing more here, and end the talk.`,
  waitsTitle: 'This device waits to be confirmed',
  waits: (name: string) =>
    `You can read what was said. To go on, ${name} has to open the talk once: their device confirms this one by itself.`,
  right: 'All right',
}
