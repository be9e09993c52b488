import { defineConfig } from "@playwright/test";

const CI = process.env.CI !== undefined;

export default defineConfig({
  testDir: "journeys",
  // Pictures to look at, taken by `npm run screens`.
  testIgnore: process.env.SCREENS === undefined ? "**/screens.spec.ts" : undefined,
  outputDir: "test-results/journeys",
  globalSetup: "./server/global-setup.ts",
  // All journeys share one server, which some of them restart.
  workers: 1,
  fullyParallel: false,
  // A journey that passes only sometimes has found something.
  retries: 0,
  forbidOnly: CI,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    timezoneId: "America/Chicago",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
