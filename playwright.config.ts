import { defineConfig } from '@playwright/test';
import { findBrowser } from './bin/browser.mjs';

const executablePath = process.env['ROOST_CHROMIUM'] ?? findBrowser();

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/beginnings.ts',
  testMatch: /.*\.(spec|test|e2e)\.ts$/,
  outputDir: 'test-results',
  workers: 3,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  use: {
    // Recording what is thrown away when a story is green takes a sixth of the time.
    trace: process.env['ROOST_TRACE'] ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    actionTimeout: 30_000,
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
