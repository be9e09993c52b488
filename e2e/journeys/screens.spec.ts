import { join } from "node:path";
import type { Page } from "@playwright/test";
import { NORTHWIND } from "../server/api.ts";
import { walkAccount, walkOperator, walkQr, walkSettings } from "./account-screens.ts";
import { expect, test } from "./journey.ts";
import { fullConversation, walkApp, walkWidget } from "./screens.ts";

const FOLDER = process.env.SCREENS_DIR ?? join(import.meta.dirname, "../test-results/screens");

// `npm run screens`: pictures of every screen, to look at.
const DOCS = join(import.meta.dirname, "../../docs/images");

// On a fresh demo: the list shows what is there.
test("the README's pictures", async ({ visitor, staff }) => {
  const customer = await visitor();
  const conversation = await fullConversation(customer, "Jordan Ellis");
  const agent = await staff({ email: NORTHWIND.agent.email, password: NORTHWIND.password });
  await agent.page.goto(`/inbox/${conversation}`);
  await agent.draft.getByRole("list", { name: "Sources" }).getByRole("button").first().click();
  await expect(agent.page.locator("mark").first()).toBeVisible();
  await agent.page.waitForTimeout(500);
  await agent.page.screenshot({ path: join(DOCS, "inbox.png") });
  await customer.page.screenshot({ path: join(DOCS, "widget.png") });
});

for (const [device, options] of [
  ["desktop", { viewport: { width: 1440, height: 900 } }],
  ["phone", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`screens, ${device}, ${colorScheme}`, async ({ openBrowser, visitor }) => {
      test.setTimeout(300_000);
      const shoot = async (name: string, page: Page) => {
        await page.waitForTimeout(250);
        await page.screenshot({ path: join(FOLDER, `${name.toLowerCase().replaceAll(" ", "-")}-${device}-${colorScheme}.png`) });
      };
      const customer = await visitor({ ...options, colorScheme });
      const conversation = await fullConversation(customer, "Jordan Ellis");
      await walkWidget(customer, shoot);
      await walkApp(await openBrowser({ ...options, colorScheme }), conversation, device === "phone", shoot);
      const open = () => openBrowser({ ...options, colorScheme });
      await walkSettings(await (await open()).newPage(), shoot);
      await walkAccount(open, shoot);
      await walkQr(open, shoot);
      await walkOperator(open, shoot);
    });
  }
}
