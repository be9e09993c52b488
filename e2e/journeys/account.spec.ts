import { join } from "node:path";
import type { Page } from "@playwright/test";
import { Agent } from "../people/agent.ts";
import { codeIn, letterTo, lettersTo, linkIn } from "../server/letters.ts";
import { Server } from "../server/server.ts";
import { expect, test } from "./journey.ts";
import { newAccount, register } from "./registration.ts";
import { findings } from "./screens.ts";

const banner = (page: Page) => page.getByRole("region", { name: "Unverified e-mail address" });

/** Serious faults of accessibility on a screen, in both themes. */
async function clean(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findings(page)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}

async function goToAccount(page: Page): Promise<void> {
  await page.goto("/settings/account");
  await expect(page.getByRole("form", { name: "Profile" })).toBeVisible();
}

test("somebody registers, sees how good their password is, and verifies their address by the letter's code", async ({ openBrowser }) => {
  const page = await (await openBrowser()).newPage();
  const account = newAccount("Marsh Bakery");

  await test.step("the form says what is missing, and how hard the password is to guess", async () => {
    await page.goto("/register");
    await page.getByRole("button", { name: "Create workspace" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "agree to the terms" })).toBeVisible();
    const password = page.getByLabel("Password", { exact: true });
    const meter = page.getByRole("meter", { name: "Password strength" });
    await password.fill("password1");
    await expect(meter).toHaveAttribute("aria-valuetext", "Very easy to guess");
    await password.fill(account.password);
    await expect(meter).toHaveAttribute("aria-valuetext", "Very hard to guess");
    await clean(page);
    // What the meter only warns of, the server refuses.
    await page.getByRole("textbox", { name: "Your name" }).fill(account.name);
    await page.getByRole("textbox", { name: "Workspace" }).fill(account.workspace);
    await page.getByRole("textbox", { name: "E-mail" }).fill(account.email);
    await page.getByRole("checkbox", { name: /^I agree/ }).check();
    await password.fill("iloveyou");
    await page.getByRole("button", { name: "Create workspace" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Many people use this password" })).toBeVisible();
  });
  await register(page, account);

  await test.step("a banner asks for the code, and for a new letter when the first is lost", async () => {
    await expect(banner(page)).toContainText(account.email);
    await clean(page);
    await letterTo(account.email, "verify-email");
    await banner(page).getByRole("button", { name: "Send the letter again" }).click();
    const letter = await letterTo(account.email, "verify-email", 2);
    await banner(page).getByRole("link", { name: "Enter the code" }).click();
    await expect(page.getByRole("heading", { name: "Verify your e-mail address" })).toBeVisible();
    await clean(page);
    const code = codeIn(letter);
    await page.getByRole("textbox", { name: "Code" }).fill(code === "111111" ? "222222" : "111111");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toContainText("not the code of the newest letter");
    await page.getByRole("textbox", { name: "Code" }).fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Inbox" })).toBeVisible();
    await expect(banner(page)).toHaveCount(0);
  });

  await test.step("the outbox shows the letters, in both parts", async () => {
    await letterTo(account.email, "welcome");
    await page.goto("/outbox");
    await page.getByRole("searchbox", { name: "To" }).fill(account.email);
    const letters = page.getByRole("list", { name: "Letters" }).getByRole("listitem");
    await expect(letters).toHaveCount(3);
    await letters.first().getByRole("button").click();
    await expect(page.getByRole("heading", { name: "Welcome to DealSmart" })).toBeVisible();
    await expect(page.getByLabel("Plain text", { exact: true }).last()).toContainText(account.name);
    await clean(page);
    await page.getByRole("radio", { name: "HTML" }).click();
    await expect(page.frameLocator("iframe").getByRole("heading", { name: "Welcome to DealSmart" })).toBeVisible();
  });
});

test("a link verifies an address in a browser that knows who opens it, or asks for the password", async ({ openBrowser }) => {
  const page = await (await openBrowser()).newPage();
  const account = newAccount("Marsh Books");
  await register(page, account);
  const link = linkIn(await letterTo(account.email, "verify-email"));
  const elsewhere = await (await openBrowser()).newPage();
  await elsewhere.goto(link);
  await elsewhere.getByLabel("Your password", { exact: true }).fill("not this one");
  await elsewhere.getByRole("button", { name: "Go on" }).click();
  await expect(elsewhere.getByRole("alert")).toContainText("not the password");
  await clean(elsewhere);
  await elsewhere.getByLabel("Your password", { exact: true }).fill(account.password);
  await elsewhere.getByRole("button", { name: "Go on" }).click();
  await expect(elsewhere.getByRole("heading", { name: "Your address is verified" })).toBeVisible();
  await elsewhere.goto("/sign-in");
  await elsewhere.goto(link);
  await expect(elsewhere.getByRole("heading", { name: "This link is not good any more" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Inbox" })).toBeVisible();
  await expect(banner(page)).toHaveCount(0);
});

test("a forgotten password is set anew by a letter, and all devices are out", async ({ openBrowser, server }) => {
  const page = await (await openBrowser()).newPage();
  const account = newAccount("Marsh Cycles");
  await register(page, account);
  const lost = await (await openBrowser()).newPage();
  await lost.goto("/sign-in");
  await lost.getByRole("link", { name: "Forgot your password?" }).click();
  await clean(lost);
  await lost.getByRole("textbox", { name: "E-mail" }).fill(`nobody.${account.email}`);
  await lost.getByRole("button", { name: "Send the link" }).click();
  await expect(lost.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible();
  await lost.getByRole("button", { name: "Use another address" }).click();
  await lost.getByRole("textbox", { name: "E-mail" }).fill(account.email);
  await lost.getByRole("button", { name: "Send the link" }).click();
  await expect(lost.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible();
  const link = linkIn(await letterTo(account.email, "password-reset"));
  expect(await lettersTo(`nobody.${account.email}`)).toEqual([]);

  await lost.goto(link);
  await lost.getByLabel("New password", { exact: true }).fill("football");
  await lost.getByRole("button", { name: "Set the password" }).click();
  await expect(lost.getByRole("alert")).toContainText("Many people use this password");
  await clean(lost);
  await lost.getByLabel("New password", { exact: true }).fill("amber-violin-thirteen-7");
  await lost.getByRole("button", { name: "Set the password" }).click();
  await expect(lost.getByRole("heading", { name: "Your password is set" })).toBeVisible();
  // The other device is out by itself.
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await lost.getByRole("link", { name: "Sign in" }).click();
  await new Agent(lost).signIn({ email: account.email, password: "amber-violin-thirteen-7" });
  await letterTo(account.email, "password-changed");
  expect(server.log).not.toContain(link.split("#")[1]);
});

test("name, password and address are changed on the account's page, and a stolen address is taken back", async ({ openBrowser }) => {
  test.setTimeout(120_000);
  const page = await (await openBrowser()).newPage();
  const me = new Agent(page);
  const account = newAccount("Marsh Dairy");
  await register(page, account);
  await goToAccount(page);
  await clean(page);

  await test.step("the profile", async () => {
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Tove M. Marsh");
    await page.getByRole("combobox", { name: "Time zone" }).selectOption("Europe/Oslo");
    await page.getByRole("button", { name: "Save profile" }).click();
    await expect(me.notifications).toContainText("Your profile is saved");
    await expect(page.getByRole("button", { name: "Account: Tove M. Marsh" })).toBeVisible();
  });

  await test.step("the password, which signs out the other device", async () => {
    const other = await (await openBrowser()).newPage();
    await new Agent(other).signIn(account);
    await page.getByLabel("Current password", { exact: true }).fill("not this one");
    await page.getByLabel("New password", { exact: true }).fill("amber-violin-thirteen-7");
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page.getByRole("alert")).toContainText("This is not your password");
    await page.getByLabel("Current password", { exact: true }).fill(account.password);
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(me.notifications).toContainText("Your password is changed");
    await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  });
  const password = "amber-violin-thirteen-7";
  const fresh = `new.${account.email}`;

  await test.step("the address, once the new one says so", async () => {
    await page.getByRole("button", { name: "Change the address" }).click();
    await page.getByRole("textbox", { name: "New e-mail address" }).fill(fresh);
    await page.getByLabel("Your password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Send the letter", exact: true }).click();
    await expect(page.getByText(`A letter is on its way to ${fresh}`)).toBeVisible();
    await page.goto(linkIn(await letterTo(fresh, "email-change")));
    await expect(page.getByRole("heading", { name: "Your address is changed" })).toBeVisible();
    await page.getByRole("link", { name: "To your account" }).click();
    await expect(page.getByRole("region", { name: "E-mail address" })).toContainText(fresh);
    await expect(page.getByRole("region", { name: "E-mail address" })).toContainText("Verified");
  });

  await test.step("the old address takes it back, and with it the account", async () => {
    const owner = await (await openBrowser()).newPage();
    await owner.goto(linkIn(await letterTo(account.email, "email-changed")));
    await expect(owner.getByRole("heading", { name: "Set a new password" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await owner.getByLabel("New password", { exact: true }).fill("mine-alone-since-tuesday-9");
    await owner.getByRole("button", { name: "Set the password" }).click();
    await expect(owner.getByRole("heading", { name: "Your password is set" })).toBeVisible();
    await new Agent(owner).signIn({ email: account.email, password: "mine-alone-since-tuesday-9" });
  });
});

test("an account is deleted, unless its owner comes back in time", async ({ openBrowser }) => {
  const page = await (await openBrowser()).newPage();
  const account = newAccount("Marsh Eggs");
  await register(page, account);
  await goToAccount(page);
  await page.getByRole("button", { name: "Delete account…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete your account?" });
  await clean(page);
  await dialog.getByLabel("Your password", { exact: true }).fill(account.password);
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(dialog).toContainText("You alone own Marsh Eggs");
  await dialog.getByRole("button", { name: "Keep account" }).click();

  // Somebody who is a member, and no more.
  const invited = newAccount("Marsh Eggs");
  await page.goto("/members");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "E-mail" }).fill(invited.email);
  await page.getByRole("dialog").getByRole("button", { name: "Send invitation" }).click();
  const guest = await (await openBrowser()).newPage();
  await guest.goto(linkIn(await letterTo(invited.email, "invitation")));
  await guest.getByRole("textbox", { name: "Your name" }).fill(invited.name);
  await guest.getByLabel("Password", { exact: true }).fill(invited.password);
  await guest.getByRole("button", { name: "Join Marsh Eggs" }).click();
  await expect(guest.getByRole("heading", { name: "Inbox" })).toBeVisible();
  await expect(banner(guest)).toHaveCount(0);
  await goToAccount(guest);
  await guest.getByRole("button", { name: "Delete account…" }).click();
  await guest.getByRole("dialog").getByLabel("Your password", { exact: true }).fill(invited.password);
  await guest.getByRole("dialog").getByRole("button", { name: "Delete account" }).click();
  await expect(guest.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await letterTo(invited.email, "account-deletion");

  await guest.getByRole("textbox", { name: "E-mail" }).fill(invited.email);
  await guest.getByLabel("Password", { exact: true }).fill(invited.password);
  await guest.getByRole("button", { name: "Sign in" }).click();
  await expect(guest.getByRole("heading", { name: "Your account will be deleted" })).toBeVisible();
  await clean(guest);
  await guest.getByRole("button", { name: "Keep my account" }).click();
  await expect(guest.getByRole("navigation", { name: "Main" }).first()).toBeVisible();
});

test("where addresses are confirmed first, an account begins with the letter, and a known address is told by its letter alone", async ({ openBrowser }, info) => {
  test.setTimeout(120_000);
  const other = await Server.another(join(info.config.rootDir, "../test-results/confirming.log"), { DEALSMART_CONFIRM_REGISTRATIONS: "true" });
  try {
    const fill = async (page: Page, account: ReturnType<typeof newAccount>) => {
      await page.goto("/register");
      await page.getByRole("textbox", { name: "Your name" }).fill(account.name);
      await page.getByRole("textbox", { name: "Workspace" }).fill(account.workspace);
      await page.getByRole("textbox", { name: "E-mail" }).fill(account.email);
      await page.getByLabel("Password", { exact: true }).fill(account.password);
      await page.getByRole("checkbox", { name: /^I agree/ }).check();
      await page.getByRole("button", { name: "Create workspace" }).click();
      await expect(page.getByRole("heading", { name: "Confirm your e-mail address" })).toBeVisible();
      await expect(page.getByText(`A letter is on its way to ${account.email}`)).toBeVisible();
    };
    const account = newAccount("Marsh Fish");
    const context = await openBrowser({ baseURL: other.url });
    const page = await context.newPage();
    await fill(page, account);
    await clean(page);
    await page.getByRole("button", { name: "send it again" }).click();
    const letter = await letterTo(account.email, "registration", 2, other.url);
    await page.getByRole("textbox", { name: "Code" }).fill(codeIn(letter));
    await page.getByRole("button", { name: "Confirm the address" }).click();
    await expect(page.getByRole("heading", { name: "Inbox" })).toBeVisible();
    await expect(banner(page)).toHaveCount(0);

    // The link, in another tab of the same browser and then in another browser.
    for (const sameBrowser of [true, false]) {
      const next = newAccount("Marsh Fish");
      const begun = await openBrowser({ baseURL: other.url });
      await fill(await begun.newPage(), next);
      const tab = await (sameBrowser ? begun : await openBrowser({ baseURL: other.url })).newPage();
      await tab.goto(linkIn(await letterTo(next.email, "registration", 1, other.url)));
      if (!sameBrowser) {
        await tab.getByLabel("The password that you chose", { exact: true }).fill(next.password);
        await tab.getByRole("button", { name: "Go on" }).click();
      }
      await expect(tab.getByRole("heading", { name: "Inbox" })).toBeVisible();
    }

    // The same screens for an address that has an account.
    const stranger = await (await openBrowser({ baseURL: other.url })).newPage();
    await fill(stranger, { ...account, password: "a-stranger-would-choose-5" });
    await letterTo(account.email, "account-known", 1, other.url);
    await stranger.getByRole("textbox", { name: "Code" }).fill("123456");
    await stranger.getByRole("button", { name: "Confirm the address" }).click();
    await expect(stranger.getByRole("alert")).toContainText("not the code of the newest letter");
  } finally {
    await other.remove();
  }
});
