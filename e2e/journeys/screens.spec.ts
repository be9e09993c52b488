import { join } from "node:path";
import type { Page } from "@playwright/test";
import { test } from "./journey.ts";
import { fullConversation, walkApp, walkWidget } from "./screens.ts";

const FOLDER = process.env.SCREENS_DIR ?? join(import.meta.dirname, "../test-results/screens");

// `npm run screens`: pictures of every screen, to look at.
for (const [device, options] of [
  ["desktop", { viewport: { width: 1440, height: 900 } }],
  ["phone", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`screens, ${device}, ${colorScheme}`, async ({ openBrowser, visitor }) => {
      test.setTimeout(150_000);
      const shoot = async (name: string, page: Page) => {
        await page.waitForTimeout(250);
        await page.screenshot({ path: join(FOLDER, `${name.toLowerCase().replaceAll(" ", "-")}-${device}-${colorScheme}.png`) });
      };
      const customer = await visitor({ ...options, colorScheme });
      const conversation = await fullConversation(customer, "Jordan Ellis");
      await walkWidget(customer, shoot);
      await walkApp(await openBrowser({ ...options, colorScheme }), conversation, device === "phone", shoot);
    });
  }
}
