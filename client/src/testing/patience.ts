import { beforeAll } from 'vitest'

/** Pages that are loaded apart may take their time on a busy machine, which is not a failed test. */
beforeAll(async () => {
  if (typeof document === 'undefined') return
  const { configure } = await import('@testing-library/react')
  configure({ asyncUtilTimeout: 20_000 })
})
