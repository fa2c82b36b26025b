/** What a page is watched for while it opens. Milliseconds of the page’s own clock. */
export type Wanted = { seq: number; mark: string }
export type Opening = {
  /** The first page of entries came, and the last. */
  heard: number
  told: number
  /** The first thing after `heard` that stood painted: the page itself, and the wanted words on it. */
  page: number
  words: number
  /** When the mark `seen` was set, by which the trace is read. */
  seen: number
}

declare global {
  var watchFor: (wanted: Wanted) => Promise<Opening>
  /** Asks the server for all of the history again; resolves once it has come. */
  var hearAgain: (entries: number) => Promise<void>
}

const ENTRIES = '{"type":"entries"'
let line: WebSocket | undefined
let heard: number | undefined
let told = 0
let onEntries: (text: string) => void = () => {}

/** The page’s own socket, with one more listener that is there first. */
globalThis.WebSocket = new Proxy(WebSocket, {
  construct: (Socket, [url, protocols]: [string, string[]]) => {
    const socket = new Socket(url, protocols)
    line = socket
    socket.addEventListener('message', ({ data }) => {
      if (typeof data !== 'string' || !data.startsWith(ENTRIES)) return
      told = performance.now()
      heard ??= told
      onEntries(data)
    })
    return socket
  },
})

/** When a frame that shows what is in the page now has been drawn. */
const painted = (): Promise<number> =>
  new Promise(resolve => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))))

/** Resolves as soon as it is so in the page. */
const so = (isSo: () => boolean): Promise<void> =>
  new Promise(resolve => {
    const look = () => {
      if (!isSo()) return
      watcher.disconnect()
      resolve()
    }
    const watcher = new MutationObserver(look)
    watcher.observe(document, { subtree: true, childList: true, characterData: true })
    look()
  })

const inPage = async (isSo: () => boolean): Promise<number> => {
  await so(isSo)
  return painted()
}

globalThis.watchFor = async ({ seq, mark }) => {
  const [page, words] = await Promise.all([
    inPage(() => document.querySelector('.told .entry') !== null),
    inPage(() => document.querySelector(`#e${seq}`)?.textContent?.includes(mark) === true),
  ])
  return { heard: heard!, told, page, words, seen: performance.mark('seen').startTime }
}

globalThis.hearAgain = entries =>
  new Promise(resolve => {
    onEntries = text => {
      if (text.includes(`"seq":${entries},`)) resolve()
    }
    line!.send(JSON.stringify({ type: 'resume', since: { room: 0 } }))
  })
