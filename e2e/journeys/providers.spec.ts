import type { Page } from "@playwright/test";
import { Agent } from "../people/agent.ts";
import { CLIENT, DOMAIN, IdentityProvider } from "../server/identity-provider.ts";
import { expect, test } from "./journey.ts";
import { newAccount, register } from "./registration.ts";
import { findings } from "./screens.ts";

/** At the provider: its own sign-in page, then its question whether we may know. */
async function signInThere(page: Page, name: string): Promise<void> {
  await page.locator("input[name=login]").fill(name);
  await page.locator("input[name=password]").fill("anything");
  await page.locator("button[type=submit]").click();
  await page.getByRole("button", { name: "Continue" }).click();
}

const unique = () => `p${Date.now().toString(36)}${Math.floor(Math.random() * 1e4).toString(36)}`;

test("somebody new comes by a provider, founds a workspace, and is known the next time", async ({ server, openBrowser }) => {
  const provider = await IdentityProvider.start([`${server.url}/api/v1/auth/oauth/harbour/callback`], server.providerPort);
  try {
    const context = await openBrowser();
    const page = await context.newPage();
    const name = unique();
    await test.step("the sign-in page offers the provider, which sends them back to name a workspace", async () => {
      await page.goto("/sign-in");
      expect(await findings(page)).toEqual([]);
      await page.getByRole("link", { name: "Continue with Harbour ID" }).click();
      await signInThere(page, name);
      await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
      await expect(page.getByText(`${name}@${DOMAIN}`)).toBeVisible();
      expect(await findings(page)).toEqual([]);
      await page.getByRole("textbox", { name: "Workspace" }).fill("Harbour Cranes");
      await page.getByRole("button", { name: "Create workspace" }).click();
      await expect(page.getByRole("heading", { name: "Inbox" })).toBeVisible();
    });

    await test.step("the link is among the ways to sign in, and the last one stays", async () => {
      await page.goto("/settings/sign-in");
      const linked = page.getByRole("list", { name: "Linked accounts" }).getByRole("listitem");
      await expect(linked).toHaveCount(1);
      await expect(linked).toContainText(`${name}@${DOMAIN}`);
      await linked.getByRole("button", { name: "Unlink Harbour ID" }).click();
      await expect(page.getByText("You would have no way to sign in.")).toBeVisible();
      await expect(linked).toHaveCount(1);
      expect(await findings(page)).toEqual([]);
    });

    await test.step("the next time one click is enough, and leads to where they wanted to go", async () => {
      await new Agent(page).signOut();
      await page.goto("/members");
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
      await page.getByRole("link", { name: "Continue with Harbour ID" }).click();
      await expect(page.getByRole("heading", { name: "Members" })).toBeVisible();
    });

    await test.step("an answer that another browser asked for leads back, with a reason", async () => {
      const other = await (await openBrowser()).newPage();
      await other.goto("/api/v1/auth/oauth/harbour/callback?code=stolen&state=made-up-in-another-browser");
      await expect(other.getByRole("alert")).toContainText("another browser");
      expect(await findings(other)).toEqual([]);
    });
  } finally {
    await provider.stop();
  }
});

test("a workspace sets up its own provider, and its people come in by it", async ({ openBrowser }) => {
  const provider = await IdentityProvider.start(["http://127.0.0.1/not-yet"]);
  try {
    const owner = await (await openBrowser()).newPage();
    const account = newAccount("Dockside Tools");
    await register(owner, account);
    let address = "";
    await test.step("the owner enters it, and the test says that it answers", async () => {
      await owner.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
      await owner.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Sign-in" }).click();
      await expect(owner.getByText("No provider yet")).toBeVisible();
      await owner.getByRole("button", { name: "Add a provider" }).click();
      const dialog = owner.getByRole("dialog", { name: "Add a provider" });
      await dialog.getByRole("textbox", { name: "Name" }).fill("Dockside ID");
      await dialog.getByRole("textbox", { name: "Issuer" }).fill(`${provider.issuer}/nowhere`);
      await dialog.getByRole("textbox", { name: "Client ID" }).fill(CLIENT.client_id);
      await dialog.getByLabel("Client secret", { exact: true }).fill(CLIENT.client_secret);
      await dialog.getByRole("combobox", { name: "Who is no member yet" }).selectOption("joins as agent");
      await dialog.getByRole("button", { name: "Add provider" }).click();
      await expect(dialog.getByText("Say for which domains people may join by themselves.")).toBeVisible();
      expect(await findings(owner)).toEqual([]);
      await dialog.getByRole("textbox", { name: "E-mail domains" }).fill(DOMAIN);
      await dialog.getByRole("button", { name: "Add provider" }).click();
      const row = owner.getByRole("listitem", { name: "Dockside ID" });
      await row.getByRole("button", { name: "Test Dockside ID" }).click();
      await expect(row.getByText("no OpenID Connect description")).toBeVisible();
      await row.getByRole("button", { name: "Change Dockside ID" }).click();
      const change = owner.getByRole("dialog", { name: "Change Dockside ID" });
      await change.getByRole("textbox", { name: "Issuer" }).fill(provider.issuer);
      await change.getByLabel("Client secret", { exact: true }).fill(CLIENT.client_secret);
      await change.getByRole("button", { name: "Save" }).click();
      await row.getByRole("button", { name: "Test Dockside ID" }).click();
      await expect(row.getByText("It answers")).toBeVisible();
      expect(await findings(owner)).toEqual([]);
      provider.register([(await row.locator("code").textContent()) ?? ""]);
      address = (await owner.getByText("/sign-in/workspace?workspace=").textContent()) ?? "";
    });

    const name = unique();
    await test.step("somebody of its domain joins by it", async () => {
      const page = await (await openBrowser()).newPage();
      await page.goto("/sign-in");
      await page.getByRole("link", { name: "Your workspace's own provider" }).click();
      await page.getByRole("textbox", { name: "Workspace" }).fill(new URL(address).searchParams.get("workspace") ?? "");
      await page.getByRole("button", { name: "Show the way in" }).click();
      await expect(page.getByRole("link", { name: "Continue with Dockside ID" })).toBeVisible();
      expect(await findings(page)).toEqual([]);
      await page.getByRole("link", { name: "Continue with Dockside ID" }).click();
      await signInThere(page, name);
      await expect(page.getByRole("heading", { name: "Inbox" })).toBeVisible();
      // What belongs to the account is not theirs to give.
      await page.goto("/settings/sign-in");
      await expect(page.getByText("good for this workspace only")).toBeVisible();
    });

    await test.step("the owner sees them among the members", async () => {
      await new Agent(owner).goTo("Members");
      await expect(owner.getByRole("list", { name: "Members" }).getByRole("listitem").filter({ hasText: `${name}@${DOMAIN}` })).toBeVisible();
    });
  } finally {
    await provider.stop();
  }
});
