import { prove } from '../seal/device.ts'
import { toBytes, toText } from '../seal/keys.ts'
import type { Ring } from './ring.ts'

/** Who logs in, with the proof that this socket asks for. */
export const helloOf = async ({ session, device }: Ring, origin: string, nonce: string) => {
  const proof = toText(await prove(device, origin, session, toBytes(nonce)))
  return { type: 'hello', session, device: device.id, proof } as const
}
