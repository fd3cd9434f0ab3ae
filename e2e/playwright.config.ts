import { defineConfig } from '@playwright/test';

/** Where the running stack is; `npm test` starts one and says so, a developer may point at another. */
const consoleUrl = process.env.E2E_CONSOLE_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  testDir: '.',
  // In this order, one after the other: the first visit needs a stack where nothing has happened yet.
  projects: [
    { name: 'first visit', testMatch: 'first-visit.spec.ts' },
    { name: 'pages', testMatch: '*.spec.ts', testIgnore: 'first-visit.spec.ts' },
  ],
  outputDir: process.env.E2E_OUTPUT ?? '../test-results',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // Generous: nothing here measures speed, and axe reads every pixel's colour on a machine that also runs the stack.
  timeout: 180_000,
  globalTimeout: 18 * 60_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: consoleUrl,
    locale: 'en-GB',
    timezoneId: 'Europe/Rome',
    viewport: { width: 1440, height: 900 },
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    // Recording every step costs a fifth of the run.
    trace: process.env.E2E_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
