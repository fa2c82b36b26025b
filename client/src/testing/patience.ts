/** Pages that are loaded apart may take their time on a busy machine, which is not a failed test. */
if (typeof document !== 'undefined') {
  const { configure } = await import('@testing-library/react')
  configure({ asyncUtilTimeout: 20_000 })
}

export {}
