/** Lets so many through, then waits until the loop has gone round: whoever is talking is heard between them. */
export class Gate {
  readonly #most: number
  readonly #waiting: (() => void)[] = []
  #passed = 0

  constructor(most: number) {
    this.#most = most
  }

  /** Resolves in the order of asking. */
  pass(): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.push(resolve)
      if (this.#passed < this.#most) this.#let()
    })
  }

  #let(): void {
    if (this.#passed === 0) setImmediate(() => this.#goRound())
    this.#passed += 1
    this.#waiting.shift()!()
  }

  #goRound(): void {
    this.#passed = 0
    while (this.#waiting.length > 0 && this.#passed < this.#most) this.#let()
  }
}
