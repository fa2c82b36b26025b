import { defineConfig } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from './browser.ts'

if (process.env['SKIP_E2E'] === '1' && process.env['CI']) throw new Error('SKIP_E2E is not for CI.')

export default defineConfig({
  testDir: '.',
  ...(process.env['SKIP_E2E'] === '1' ? { testIgnore: '**/*' } : {}),
  outputDir: '../../test-results',
  fullyParallel: true,
  workers: 2,
  // A machine busy with other work gets one more try; it is reported as flaky, never hidden.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    actionTimeout: 15_000,
    viewport: { width: 360, height: 640 },
    locale: 'en-GB',
    launchOptions: { executablePath: findBrowser(), args: BROWSER_FLAGS },
  },
})
