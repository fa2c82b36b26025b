import { defineConfig } from 'vitest/config'

const project = (name: string) => ({
  extends: true as const,
  test: { name, include: [`${name}/src/**/*.test.{ts,tsx}`, `${name}/{chaos,coach}/*.test.ts`] },
})

export default defineConfig({
  test: {
    // Files share a worker's modules: half the time, and a test that leans on a fresh module would show itself here.
    pool: 'threads',
    isolate: false,
    // A busy machine is not a failed test.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      ...['shared', 'server', 'client'].map(project),
      { extends: true, test: { name: 'gates', include: ['.ci/*.test.ts'] } },
    ],
  },
})
