import { defineConfig } from 'vitest/config'

const project = (name: string) => ({
  extends: true as const,
  test: { name, include: [`${name}/src/**/*.test.{ts,tsx}`] },
})

export default defineConfig({
  test: {
    projects: [
      ...['shared', 'server', 'client'].map(project),
      { extends: true, test: { name: 'gates', include: ['.ci/*.test.ts'], testTimeout: 30_000, hookTimeout: 30_000 } },
    ],
  },
})
