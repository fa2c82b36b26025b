import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import type { Device } from './device.ts'
import { bind, type Bytes, LABEL } from './keys.ts'

/** Where a new secret belongs, and what its maker had read of the room when it was handed out. */
export type WrapPlace = {
  session: string
  channel: string
  epoch: number
  /** Device ids. */
  from: string
  to: string
  /** The last verified entry of the room: with it whoever opens knows who else was meant to. */
  room: { seq: number; hash: Bytes }
}

/** The encapsulated key, a raw point, in front of what is sealed. */
const POINT = 65

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

/** RFC 9180, Auth mode: only the device `to` opens it, and it knows that the device `from` made it. */
export const wrapSecret = async (
  from: Pick<Device, 'agree'>,
  agreePub: Bytes,
  place: WrapPlace,
  secret: Bytes,
): Promise<Bytes> => {
  const recipientPublicKey = await suite.kem.deserializePublicKey(agreePub)
  const { ct, enc } = await suite.seal(
    { recipientPublicKey, senderKey: from.agree, info: infoOf(place).buffer },
    secret.slice().buffer,
  )
  return joined(new Uint8Array(enc), new Uint8Array(ct))
}

/** Throws when it was made by another device, for another one, elsewhere, or after another reading of the room. */
export const unwrapSecret = async (
  to: Pick<Device, 'agree'>,
  agreePub: Bytes,
  place: WrapPlace,
  wrap: Bytes,
): Promise<Bytes> => {
  const senderPublicKey = await suite.kem.deserializePublicKey(agreePub)
  const enc = wrap.slice(0, POINT).buffer
  const params = { recipientKey: to.agree, senderPublicKey, enc, info: infoOf(place).buffer }
  return new Uint8Array(await suite.open(params, wrap.slice(POINT).buffer))
}

const infoOf = ({ session, channel, epoch, from, to, room }: WrapPlace): Bytes =>
  bind(`${LABEL}/wrap`, session, channel, epoch, from, to, room.seq, room.hash)

const joined = (enc: Bytes, ct: Bytes): Bytes => {
  const wrap = new Uint8Array(enc.length + ct.length)
  wrap.set(enc)
  wrap.set(ct, enc.length)
  return wrap
}
