import { argon2id } from '@noble/hashes/argon2.js'
import { type Asked, SALT, SIZE } from './argon.ts'

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  postMessage(argon2id(data.phrase, SALT, { ...data.cost, dkLen: SIZE }))
})
