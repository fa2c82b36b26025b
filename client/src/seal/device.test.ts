import { describe, expect, it } from 'vitest'
import { exportDevice, importDevice, newDevice, newPortableDevice, prove } from './device.ts'
import { random } from './keys.ts'

describe('a portable device', () => {
  it('is the same on the next machine: its id, its log-in, its agreement', async () => {
    const [made, other] = [await newPortableDevice(), await newDevice()]
    const moved = await importDevice(JSON.parse(JSON.stringify(await exportDevice(made))))
    expect(moved.id).toBe(made.id)
    expect([moved.agreePub, moved.signPub]).toEqual([made.agreePub, made.signPub])
    const said = random(8)
    const kind = { name: 'ECDSA', hash: 'SHA-256' }
    const signed = await crypto.subtle.sign(kind, moved.sign.privateKey, said)
    expect(await crypto.subtle.verify(kind, made.sign.publicKey, signed, said)).toBe(true)
    expect(await prove(moved, 'https://haven.example', 's', random(32))).toHaveLength(64)
    const agree = async (device: typeof made) =>
      new Uint8Array(
        await crypto.subtle.deriveBits({ name: 'ECDH', public: other.agree.publicKey }, device.agree.privateKey, 256),
      )
    expect(await agree(moved)).toEqual(await agree(made))
  })

  it('can be exported once: neither what was imported nor any other device can be', async () => {
    const moved = await importDevice(await exportDevice(await newPortableDevice()))
    for (const device of [moved, await newDevice()]) {
      expect([device.agree.privateKey.extractable, device.sign.privateKey.extractable]).toEqual([false, false])
      await expect(exportDevice(device)).rejects.toThrow()
    }
  })

  it('is refused where its halves do not fit', async () => {
    const [one, two] = [await exportDevice(await newPortableDevice()), await exportDevice(await newPortableDevice())]
    await expect(importDevice({ ...one, sign: { ...one.sign, d: two.sign.d } })).rejects.toThrow()
    await expect(importDevice({ ...one, agree: { ...one.agree, x: 'AAAA' } })).rejects.toThrow()
  })
})
