import { walkAccount, walkOperator, walkQr, walkSettings } from "./account-screens.ts";
import { expect, test } from "./journey.ts";
import { findings, fullConversation, walkApp, walkWidget } from "./screens.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test(`every screen is accessible in the ${colorScheme} theme`, async ({ openBrowser, visitor }) => {
    test.setTimeout(150_000);
    const found: string[] = [];
    const check = async (name: string, page: Parameters<typeof findings>[0]) => {
      for (const finding of await findings(page)) found.push(`${name}: ${finding}`);
    };
    const customer = await visitor({ colorScheme });
    const conversation = await fullConversation(customer, `Ada ${colorScheme} ${Date.now().toString(36)}`);
    await walkWidget(customer, check);
    await walkApp(await openBrowser({ colorScheme }), conversation, false, check);
    expect(found).toEqual([]);
  });

  test(`accounts, settings and the operator's area are accessible in the ${colorScheme} theme`, async ({ openBrowser }) => {
    test.setTimeout(240_000);
    const found: string[] = [];
    const check = async (name: string, page: Parameters<typeof findings>[0]) => {
      for (const finding of await findings(page)) found.push(`${name}: ${finding}`);
    };
    const open = () => openBrowser({ colorScheme });
    await walkSettings(await (await open()).newPage(), check);
    await walkAccount(open, check);
    await walkQr(open, check);
    await walkOperator(open, check);
    expect(found).toEqual([]);
  });
}
