import type { Bytes } from '../seal/keys.ts'
import type { Asked } from './argon.ts'
// oxlint-disable-next-line import/default -- the address that the build gives the worker
import url from './stretch.worker.ts?worker&url'

type Policy = { createScriptURL(url: string): string }
type TrustedTypes = { createPolicy(name: string, rules: Policy): Policy }

/** The one script this page starts by its address; the page’s headers name this policy and no other. */
const workerUrl = (): string => {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  return policyOf(trustedTypes)?.createScriptURL(url) ?? url
}

let made: Policy | undefined
const policyOf = (trustedTypes: TrustedTypes | undefined) =>
  (made ??= trustedTypes?.createPolicy('haven-stretch', {
    createScriptURL: asked => {
      if (asked !== url) throw new TypeError('not the address of the worker')
      return asked
    },
  }))

/** In a worker of its own, which is gone afterwards. Rejects where there can be none. */
export const stretchApart = async (asked: Asked): Promise<Bytes> => {
  const worker = new Worker(workerUrl(), { type: 'module' })
  try {
    return await new Promise<Bytes>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Bytes>) => resolve(data))
      worker.addEventListener('error', () => reject(new Error('the worker did not start')))
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
      worker.postMessage(asked)
    })
  } finally {
    worker.terminate()
  }
}
