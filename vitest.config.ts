import { defineConfig } from 'vitest/config'

const common = {
  // Files share a worker's modules: half the time, and a test that leans on a fresh module would show itself here.
  pool: 'threads' as const,
  isolate: false,
  // A busy machine is not a failed test.
  testTimeout: 60_000,
  hookTimeout: 60_000,
}

const project = (name: string) => ({
  test: {
    ...common,
    name,
    setupFiles: name === 'client' ? ['client/src/testing/patience.ts'] : [],
    include: [`${name}/src/**/*.test.{ts,tsx}`, `${name}/{chaos,coach,verify,walk}/*.test.ts`],
  },
})

export default defineConfig({
  test: {
    // Here and not in the projects, so that it runs once.
    globalSetup: 'server/src/testing/build.ts',
    // Many wait for processes of their own: one worker for each core of two is not too many.
    maxWorkers: 2,
    projects: [
      ...['shared', 'server', 'client'].map(project),
      { test: { ...common, name: 'gates', include: ['.ci/*.test.ts'] } },
    ],
  },
})
