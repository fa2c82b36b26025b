import { isPartner, type Seat } from '@haven/shared/steps.ts'

export type Wish = 'session' | 'never-mind'

/** What holds for longer than a line: said at once where there is one, and again after each log-in. */
export class Repeating {
  readonly #seat: Seat
  readonly #send: (frame: object) => boolean
  /** This line's `welcome` has been heard. */
  #isWelcome = false
  #wish: Wish | undefined
  #isHere: boolean | undefined

  constructor(seat: Seat, send: (frame: object) => boolean) {
    this.#seat = seat
    this.#send = send
  }

  get isWelcome(): boolean {
    return this.#isWelcome
  }

  /** Partners are while they are connected, a therapist when they say so. */
  get isHere(): boolean {
    return isPartner(this.#seat) || this.#isHere === true
  }

  /** To forget the talk, or not to; said until the server has heard it. */
  forget(wish: Wish): void {
    this.#wish = wish
    if (this.#isWelcome) this.#send({ type: 'forget', what: wish })
  }

  /** Partners are here while they are connected, so theirs is never said. */
  attend(isHere: boolean): void {
    if (isPartner(this.#seat)) return
    this.#isHere = isHere
    if (this.#isWelcome) this.#send({ type: 'attend', isHere })
  }

  /** Which seats' wish to forget the server knows of. */
  heard(seats: readonly Seat[]): void {
    if (seats.includes(this.#seat) === (this.#wish === 'session')) this.#wish = undefined
  }

  welcomed(): void {
    this.#isWelcome = true
    if (this.#wish !== undefined) this.forget(this.#wish)
    if (this.#isHere !== undefined) this.attend(this.#isHere)
  }

  lost(): void {
    this.#isWelcome = false
  }
}
