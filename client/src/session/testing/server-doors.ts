/* oxlint-disable no-restricted-imports -- a test helper one folder down, which imports like session/ itself */
import type { Seat } from '@haven/shared/steps.ts'
import type { Head } from '@haven/shared/wire.ts'
import { random, toText } from '../../seal/keys.ts'
import { closeDoor, type Door, newDoor, type Seated } from './server-door.ts'

/** A test helper: all lines to a server in memory, what is told on them and who is there. */
export class Doors {
  /** Every frame that was told to a seat, in order. */
  readonly told = new Map<Seat, { type: string }[]>()
  #all: Door[] = []

  open(said: (door: Door, data: string) => void): Door {
    const door = newDoor(said, () => this.tellPresent())
    this.#all.push(door)
    queueMicrotask(() => this.tell(door, { type: 'challenge', nonce: toText(random(32)), now: 0 }))
    return door
  }

  close(code: number, isMeant: (door: Door) => boolean): void {
    for (const door of this.#all) if (door.isOpen && isMeant(door)) closeDoor(door, code)
  }

  tell(door: Door, frame: unknown): void {
    if (!door.isOpen) return
    if (door.who) this.told.set(door.who.seat, [...(this.told.get(door.who.seat) ?? []), frame as { type: string }])
    const data = JSON.stringify(frame)
    for (const { type, listener } of door.heard) if (type === 'message') listener({ data } as never)
  }

  /** To those who are logged in. */
  tellAll(frame: unknown, isMeant: (who: Seated) => boolean = () => true): void {
    for (const door of this.#all) if (door.who && isMeant(door.who)) this.tell(door, frame)
  }

  tellPresent(): void {
    const seats = new Set(this.#all.flatMap(({ isOpen, who }) => (isOpen && who?.isHere ? [who.seat] : [])))
    this.tellAll({ type: 'present', seats: [...seats] })
  }

  attend(who: Seated, isHere: boolean): void {
    who.isHere = who.seat !== 'therapist' || isHere
    this.tellPresent()
  }

  relay(door: Door, head: Head): void {
    const { device, isHere } = Object.assign(door.who!, { tellsHeads: true })
    if (!isHere) return
    this.tellAll({ ...head, device }, who => who !== door.who && Boolean(who.tellsHeads) && who.isHere)
  }
}
