import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/** A bare TCP socket after a good handshake, to send what no WebSocket library would. */
export type RawSocket = { write(bytes: Uint8Array): void; ended: Promise<Buffer> }

export const openRaw = async (port: number, origin: string): Promise<RawSocket> => {
  const socket = connect(port, '127.0.0.1')
  const heard: Buffer[] = []
  const ended = new Promise<Buffer>(resolve => socket.once('close', () => resolve(Buffer.concat(heard))))
  socket.on('error', () => undefined)
  socket.write(
    [
      'GET /socket HTTP/1.1',
      'Host: haven.example',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      'Sec-WebSocket-Protocol: haven.1',
      `Origin: ${origin}`,
      '\r\n',
    ].join('\r\n'),
  )
  await upgraded(socket, heard)
  return { write: bytes => void socket.write(bytes), ended }
}

const upgraded = (socket: Socket, heard: Buffer[]): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('close', () => reject(new Error('no upgrade')))
    socket.on('data', bytes => {
      heard.push(bytes)
      if (Buffer.concat(heard).includes('\r\n\r\n')) resolve()
    })
  })

type FrameParts = { flags?: number; opcode: number; payload?: Uint8Array; length?: bigint; isMasked?: boolean }

/** One WebSocket frame, as wrong as asked. `flags`: FIN is 0x80, the reserved bits are 0x70. */
export const frameOf = ({ flags = 0x80, opcode, payload = Buffer.alloc(0), length, isMasked = true }: FrameParts) => {
  const size = length ?? BigInt(payload.length)
  const mask = isMasked ? 0x80 : 0
  const head = size < 126n ? Buffer.from([flags | opcode, mask | Number(size)]) : Buffer.alloc(10)
  if (size >= 126n) {
    head.set([flags | opcode, mask | 127])
    head.writeBigUInt64BE(size, 2)
  }
  const key = isMasked ? randomBytes(4) : Buffer.alloc(0)
  return Buffer.concat([head, key, payload.map((byte, at) => byte ^ (key[at % 4] ?? 0))])
}
