/** Argon2id: `m` in KiB, `t` rounds, `p` lanes. */
export type Cost = { m: number; t: number; p: number }

/** About a second or two of one processor and 64 MiB for each guess. */
export const COST: Cost = { m: 65_536, t: 3, p: 1 }

/** The phrase is generated, so no two people share one and the salt need not differ. */
export const SALT = 'haven/1/vault/words'
export const SIZE = 32

export type Asked = { phrase: string; cost: Cost }
