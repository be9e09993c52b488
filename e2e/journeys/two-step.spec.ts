import type { Page } from "@playwright/test";
import { Agent } from "../people/agent.ts";
import { AuthenticatorApp } from "../people/authenticator-app.ts";
import { PasskeyDevice } from "../people/passkey-device.ts";
import { letterTo, linkIn } from "../server/letters.ts";
import { serverUrl } from "../server/server.ts";
import { expect, test } from "./journey.ts";
import { newAccount, register } from "./registration.ts";
import { findings } from "./screens.ts";

// Browsers bind passkeys to names, not to numbers.
const atLocalhost = () => ({ baseURL: serverUrl().replace("127.0.0.1", "localhost") });

async function isAccessible(page: Page, what: string): Promise<void> {
  expect(await findings(page), what).toEqual([]);
}

async function toSecurity(page: Page, person: Agent): Promise<void> {
  await person.goTo("Settings");
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Security" }).click();
  await expect(page.getByRole("heading", { name: "Authenticator app" })).toBeVisible();
}

/** Scans nothing: types the key, as one does whose camera is broken. */
async function setUpApp(page: Page): Promise<AuthenticatorApp> {
  const form = page.getByRole("form", { name: "Authenticator app" });
  await expect(form.getByRole("img", { name: /QR code/ })).toBeVisible();
  await form.getByText("Can't scan it? Type the key").click();
  const app = new AuthenticatorApp(await form.getByLabel("Key", { exact: true }).innerText());
  await form.getByRole("textbox", { name: "Code" }).fill("12 34");
  await form.getByRole("button", { name: "Turn on" }).click();
  await expect(form.getByRole("alert")).toContainText("six digits");
  await form.getByRole("textbox", { name: "Code" }).fill(app.code());
  await form.getByRole("button", { name: "Turn on" }).click();
  return app;
}

async function password(page: Page, account: { email: string; password: string }): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "E-mail" }).fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const inbox = (page: Page) => page.getByRole("heading", { name: "Inbox" });

test("an authenticator app, a browser that is trusted, and a recovery code on the day the phone is lost", async ({ openBrowser }) => {
  test.setTimeout(120_000);
  const page = await (await openBrowser()).newPage();
  const owner = new Agent(page);
  const account = newAccount("Fjord Boats");
  await register(page, account);
  let app = new AuthenticatorApp("A");
  let codes: string[] = [];

  await test.step("it is set up, and recovery codes are kept", async () => {
    await toSecurity(page, owner);
    await expect(page.getByText("Two-step sign-in is off")).toBeVisible();
    await isAccessible(page, "security, off");
    await page.getByRole("region", { name: "Authenticator app" }).getByRole("button", { name: "Set up" }).click();
    app = await setUpApp(page);
    const list = page.getByRole("dialog", { name: "Keep your recovery codes" });
    const items = list.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
    await expect(items).toHaveCount(10);
    codes = await items.allInnerTexts();
    await isAccessible(page, "recovery codes");
    const [download] = await Promise.all([page.waitForEvent("download"), list.getByRole("button", { name: "Download" }).click()]);
    expect(download.suggestedFilename()).toBe("dealsmart-recovery-codes.txt");
    await list.getByRole("button", { name: "I've kept them" }).click();
    await expect(page.getByText("Two-step sign-in is on")).toBeVisible();
    await isAccessible(page, "security, on");
  });

  await test.step("signing in takes a second step; this browser is not asked again", async () => {
    await owner.signOut();
    await password(page, account);
    await expect(page.getByRole("heading", { name: "Two-step sign-in" })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Code" })).toHaveAttribute("autocomplete", "one-time-code");
    await isAccessible(page, "second step");
    await page.getByRole("textbox", { name: "Code" }).fill("000000");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("not right");
    await page.getByRole("textbox", { name: "Code" }).fill(app.code());
    await page.getByRole("checkbox", { name: /30 days/ }).check();
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(inbox(page)).toBeVisible();
    await owner.signOut();
    await password(page, account);
    await expect(inbox(page)).toBeVisible();
  });

  await test.step("the trusted browser stands among the devices, and is asked again once it is not trusted", async () => {
    await owner.goTo("Settings");
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Devices" }).click();
    const trusted = page.getByRole("list", { name: "Trusted browsers" }).getByRole("listitem");
    await expect(trusted).toHaveCount(1);
    await isAccessible(page, "devices");
    await trusted.getByRole("button", { name: /Stop trusting/ }).click();
    await expect(trusted).toHaveCount(0);
    await owner.signOut();
    await password(page, account);
    await expect(page.getByRole("heading", { name: "Two-step sign-in" })).toBeVisible();
  });

  await test.step("a recovery code works once", async () => {
    const code = codes[0] ?? "";
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await page.getByRole("textbox", { name: "Recovery code" }).fill(code.toUpperCase());
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(inbox(page)).toBeVisible();
    const other = await (await openBrowser()).newPage();
    await password(other, account);
    await other.getByRole("button", { name: "Use a recovery code" }).click();
    await other.getByRole("textbox", { name: "Recovery code" }).fill(code);
    await other.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(other.getByRole("alert")).toContainText("not right");
    await toSecurity(page, owner);
    await expect(page.getByText("9 of 10 left")).toBeVisible();
  });
});

test("a passkey is added, named, and signs in without an address typed in", async ({ openBrowser }) => {
  test.setTimeout(120_000);
  const page = await (await openBrowser(atLocalhost())).newPage();
  const owner = new Agent(page);
  const account = newAccount("Marsh Kayaks");
  const device = await PasskeyDevice.attach(page);
  await register(page, account);

  await test.step("it is added on this device and given a name", async () => {
    await toSecurity(page, owner);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("dialog", { name: "Keep your recovery codes" }).getByRole("button", { name: "I've kept them" }).click();
    expect(await device.passkeys()).toBe(1);
    const row = page.getByRole("list", { name: "Passkeys" }).getByRole("listitem");
    await row.getByRole("button", { name: /Rename/ }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Work laptop");
    await page.getByRole("button", { name: "Save name" }).click();
    await expect(row).toContainText("Work laptop");
    await isAccessible(page, "passkeys");
    // The same device makes no second one for the same account.
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await expect(owner.notifications).toContainText("has a passkey for your account already");
  });

  await test.step("the password asks for it as the second step", async () => {
    // Nobody touches the device, so that what the browser offers by itself waits.
    await device.touched(false);
    await owner.signOut();
    await isAccessible(page, "sign in");
    await password(page, account);
    await expect(page.getByRole("heading", { name: "Two-step sign-in" })).toBeVisible();
    await isAccessible(page, "second step by passkey");
    await device.touched(true);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await expect(inbox(page)).toBeVisible();
  });

  await test.step("the sign-in page offers it by itself, and it is enough", async () => {
    const signedIn = page.waitForResponse((response) => response.url().endsWith("/auth/login/passkey") && response.ok());
    await page.getByRole("button", { name: /^Account: / }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await signedIn;
    await expect(inbox(page)).toBeVisible();
  });

  await test.step("so it is in a browser that offers none by itself", async () => {
    await page.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
    });
    await page.reload();
    await owner.signOut();
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(inbox(page)).toBeVisible();
  });

  await test.step("removed, it opens nothing", async () => {
    await toSecurity(page, owner);
    await page.getByRole("button", { name: "Remove Work laptop" }).click();
    await expect(page.getByText("Two-step sign-in is off")).toBeVisible();
    await owner.signOut();
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByRole("alert")).toContainText("does not open this account");
  });
});

test("a workspace requires two-step sign-in, and its members are led to it", async ({ openBrowser }) => {
  test.setTimeout(120_000);
  const page = await (await openBrowser(atLocalhost())).newPage();
  const owner = new Agent(page);
  const account = newAccount("Tern Sails");
  await register(page, account);
  const invited = { ...newAccount("Tern Sails"), name: "Ada Wren" };
  const guest = await (await openBrowser(atLocalhost())).newPage();
  const member = new Agent(guest);

  await test.step("a member joins", async () => {
    await owner.goTo("Members");
    await page.getByRole("button", { name: "Invite" }).click();
    const dialog = page.getByRole("dialog", { name: "Invite a member" });
    await dialog.getByRole("textbox", { name: "E-mail" }).fill(invited.email);
    await dialog.getByRole("button", { name: "Send invitation" }).click();
    await expect(owner.notifications).toContainText("An invitation is on its way");
    const secret = linkIn(await letterTo(invited.email, "invitation")).split("#")[1] ?? "";
    await guest.goto(`/invitation#${secret}`);
    await guest.getByRole("textbox", { name: "Your name" }).fill(invited.name);
    await guest.getByLabel("Password", { exact: true }).fill(invited.password);
    await guest.getByRole("button", { name: "Join Tern Sails" }).click();
    await expect(inbox(guest)).toBeVisible();
    await member.isLive();
  });

  await test.step("the owner requires it, once they have it themselves", async () => {
    await owner.goTo("Settings");
    const required = page.getByRole("switch", { name: "Require it of every member" });
    await expect(required).toBeDisabled();
    await page.getByRole("link", { name: "set it up for yourself" }).click();
    await page.getByRole("region", { name: "Authenticator app" }).getByRole("button", { name: "Set up" }).click();
    await setUpApp(page);
    await page.getByRole("button", { name: "I've kept them" }).click();
    await owner.goTo("Settings");
    await required.click();
    await expect(required).toBeChecked();
    await expect(owner.notifications).toContainText("required now");
    await isAccessible(page, "settings");
  });

  await test.step("what the member has open ends, and they are led to set it up", async () => {
    await expect(guest.getByRole("heading", { name: "Set up two-step sign-in" })).toBeVisible();
    await isAccessible(guest, "enrolment");
    await guest.goto("/members");
    await expect(guest.getByRole("heading", { name: "Set up two-step sign-in" })).toBeVisible();
    await PasskeyDevice.attach(guest);
    await guest.getByRole("button", { name: "Add a passkey" }).click();
    await expect(guest.getByRole("heading", { name: "Keep your recovery codes" })).toBeVisible();
    await guest.getByRole("button", { name: "I've kept them" }).click();
    await expect(guest.getByRole("list", { name: "Members" })).toBeVisible();
    await member.isLive();
  });
});
