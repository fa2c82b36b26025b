import { createServer } from 'node:http'
import Database from 'libsql'
import { type WebSocket, WebSocketServer } from 'ws'

/**
 * The least that could carry a turn: what one socket of a session sends goes to all of its sockets. No log-in, no
 * checks, no order, nothing kept but the last five frames. With `--commit FILE` each frame is on disk before it goes on.
 */
type Session = { peers: Set<WebSocket>; frames: number; last: Buffer[] }
const MISSED = 5

const [, , port, , file] = process.argv
const sessions = new Map<string, Session>()

const storeIn = (path: string) => {
  const db = new Database(path)
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON']) db.pragma(pragma)
  db.exec('create table frames(id integer primary key, frame blob not null)')
  const insert = db.prepare<[unknown[]]>('insert into frames(frame) values (?)')
  return (frame: Buffer) => void insert.run([frame])
}
const store = file === undefined ? undefined : storeIn(file)

const sessionOf = (name: string): Session => {
  const session = sessions.get(name) ?? { peers: new Set(), frames: 0, last: [] }
  sessions.set(name, session)
  return session
}

const http = createServer()
const server = new WebSocketServer({
  server: http,
  perMessageDeflate: false,
  maxPayload: 16_384,
  clientTracking: false,
})
server.on('connection', (socket, { url = '' }) => {
  const { pathname, search } = new URL(url, 'http://floor')
  const session = sessionOf(pathname)
  session.peers.add(socket)
  socket.on('close', () => session.peers.delete(socket))
  socket.on('message', (frame: Buffer) => {
    store?.(frame)
    session.last[session.frames++ % MISSED] = frame
    for (const peer of session.peers) peer.send(frame, { binary: false })
  })
  if (search) for (const frame of session.last) socket.send(frame, { binary: false })
})
http.listen(Number(port), '127.0.0.1', () => process.stdout.write('The floor is open\n'))
