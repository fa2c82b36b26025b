import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { enc } from '@haven/shared/encode.ts'
import { deviceIdOf } from '../src/access.ts'
import { toBytes, toText, utf8 } from '../src/bytes.ts'

export type Person = { id: string; keys: { agreePub: string; signPub: string }; signKey: KeyObject }

const pair = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = publicKey.export({ format: 'jwk' })
  return { point: Buffer.concat([Buffer.of(4), toBytes(x!), toBytes(y!)]), privateKey }
}

/** Nobody's: keys are agreed by nobody here. */
const AGREE = pair().point

/** A device with a key of its own to log in with. */
export const newPerson = (): Person => {
  const { point, privateKey } = pair()
  return {
    id: deviceIdOf(AGREE, point),
    keys: { agreePub: toText(AGREE), signPub: toText(point) },
    signKey: privateKey,
  }
}

export const proofOf = ({ id, signKey }: Person, said: { origin: string; session: string; nonce: string }): string => {
  const signed = enc(utf8, ['haven/1/login', said.origin, said.session, id, toBytes(said.nonce)])
  return toText(sign('sha256', signed, { key: signKey, dsaEncoding: 'ieee-p1363' }))
}
