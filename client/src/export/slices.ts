/** As long as a page may be held, in milliseconds, so that nobody feels it. */
const SLICE = 16

let began = 0

/**
 * Gives the page back once it was held for a slice, so that a long work blocks nothing. By a message: a page that nobody
 * looks at gets a timer once in a second.
 */
export const giveBack = async (): Promise<void> => {
  if (performance.now() - began < SLICE) return
  await new Promise<void>(resolve => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(undefined)
  })
  began = performance.now()
}
