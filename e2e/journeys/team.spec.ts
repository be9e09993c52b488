import { readFile } from "node:fs/promises";
import { Agent } from "../people/agent.ts";
import { Api } from "../server/api.ts";
import { letterTo, linkIn } from "../server/letters.ts";
import { expect, test } from "./journey.ts";
import { newAccount, register } from "./registration.ts";

test("a team grows by invitation, its roles are set, a device is signed out, and the audit log tells it all", async ({ openBrowser, server }) => {
  test.setTimeout(120_000);
  const page = await (await openBrowser()).newPage();
  const owner = new Agent(page);
  const account = newAccount("Harbour Boats");
  await register(page, account);
  const invited = { ...newAccount("Harbour Boats"), name: "Noor Vance" };
  const members = page.getByRole("list", { name: "Members" });

  await test.step("the owner invites somebody", async () => {
    await owner.goTo("Members");
    await page.getByRole("button", { name: "Invite" }).click();
    const dialog = page.getByRole("dialog", { name: "Invite a member" });
    await dialog.getByRole("textbox", { name: "E-mail" }).fill("not an address");
    await dialog.getByRole("button", { name: "Send invitation" }).click();
    await expect(dialog.getByRole("alert")).toContainText("e-mail address");
    await dialog.getByRole("textbox", { name: "E-mail" }).fill(invited.email);
    await dialog.getByRole("combobox", { name: "Role" }).selectOption("Viewer");
    await dialog.getByRole("button", { name: "Send invitation" }).click();
    await expect(owner.notifications).toContainText("An invitation is on its way");
    await expect(page.getByRole("list", { name: "Invitations" }).getByRole("listitem")).toContainText(invited.email);
  });

  const link = linkIn(await letterTo(invited.email, "invitation"));
  const guest = await (await openBrowser()).newPage();
  const newcomer = new Agent(guest);
  await test.step("they follow the link in their letter and join", async () => {
    const secret = link.split("#")[1] ?? "";
    expect(secret.length).toBeGreaterThan(40);
    await guest.goto(`/invitation#${secret}`);
    await expect(guest.getByRole("heading", { name: "Join Harbour Boats" })).toBeVisible();
    await guest.getByRole("textbox", { name: "Your name" }).fill(invited.name);
    await guest.getByLabel("Password", { exact: true }).fill(invited.password);
    await guest.getByRole("button", { name: "Join Harbour Boats" }).click();
    await expect(guest.getByRole("heading", { name: "Inbox" })).toBeVisible();
    await newcomer.isLive();
    expect(server.log).not.toContain(secret);
    // It works once.
    const other = await (await openBrowser()).newPage();
    await other.goto(`/invitation#${secret}`);
    await expect(other.getByRole("heading", { name: "This invitation is not good any more" })).toBeVisible();
  });

  await test.step("the owner sees them come, without loading the page, and changes their role; it holds at once", async () => {
    const row = members.getByRole("listitem").filter({ hasText: invited.name });
    await expect(row).toBeVisible();
    await expect(page.getByRole("list", { name: "Invitations" })).toHaveCount(0);
    await newcomer.goTo("Members");
    await expect(guest.getByRole("button", { name: "Invite" })).toHaveCount(0);
    await row.getByRole("combobox", { name: `Role of ${invited.name}` }).selectOption("Admin");
    await expect(guest.getByRole("button", { name: "Invite" })).toBeVisible();
  });

  await test.step("a role of the workspace's own shows in the table with what it inherits", async () => {
    await owner.goTo("Settings");
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Roles" }).click();
    await page.getByRole("button", { name: "New role" }).click();
    const dialog = page.getByRole("dialog", { name: "New role" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Bot keeper");
    await dialog.getByRole("checkbox", { name: "Chatbots: change" }).check();
    await dialog.getByRole("button", { name: "Create role" }).click();
    await expect(page.getByRole("columnheader", { name: /Bot keeper/ })).toContainText("from agent");
    const line = page.getByRole("row", { name: /Chatbots: change/ });
    await expect(line.getByRole("img", { name: "Yes, its own" })).toHaveCount(2);
    await expect(line.getByRole("img", { name: "Yes, from admin" })).toHaveCount(1);
  });

  await test.step("the newcomer signs in a second time and ends that session from the first", async () => {
    const phone = await (await openBrowser({ userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1" })).newPage();
    const onPhone = new Agent(phone);
    await onPhone.signIn(invited);
    await onPhone.isLive();
    await newcomer.goTo("Settings");
    await guest.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Devices" }).click();
    const devices = guest.getByRole("list", { name: "Devices" }).getByRole("listitem");
    await expect(devices).toHaveCount(2);
    await expect(devices.filter({ hasText: "This device" })).toHaveCount(1);
    await devices.filter({ hasText: "Safari on iPhone" }).getByRole("button", { name: /End session/ }).click();
    await expect(devices).toHaveCount(1);
    // The phone is out by itself: its socket closes, and what it asks for is refused.
    await expect(phone.getByRole("heading", { name: "Sign in" })).toBeVisible();
  });

  await test.step("the audit log tells who did what, is filtered, and is exported", async () => {
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Audit log" }).click();
    const entries = page.getByRole("list", { name: "Entries" }).getByRole("listitem");
    await expect(entries.filter({ hasText: `${invited.name} ended a session` })).toHaveCount(1);
    await expect(entries.filter({ hasText: "accepted an invitation" })).toHaveCount(1);
    await page.getByRole("combobox", { name: "What" }).selectOption("Members");
    await expect(entries).toHaveCount(1);
    await entries.first().click();
    await expect(entries.first()).toContainText("member.role_changed");
    await expect(entries.first().locator("del", { hasText: "viewer" })).toBeVisible();
    await expect(entries.first().locator("ins", { hasText: "admin" })).toBeVisible();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export CSV" }).click()]);
    expect(download.suggestedFilename()).toBe("audit-log.csv");
    const csv = await readFile(await download.path(), "utf8");
    expect(csv.trim().split("\r\n")).toHaveLength(2);
    expect(csv).toContain("member.role_changed");
  });

  await test.step("suspended, they are out at once, and back when let in", async () => {
    await owner.goTo("Members");
    const row = members.getByRole("listitem").filter({ hasText: invited.name });
    await row.getByRole("button", { name: `More for ${invited.name}` }).click();
    await page.getByRole("menuitem", { name: "Suspend" }).click();
    await expect(row).toContainText("Suspended");
    await expect(guest.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await row.getByRole("button", { name: `More for ${invited.name}` }).click();
    await page.getByRole("menuitem", { name: "Let in again" }).click();
    await expect(row).not.toContainText("Suspended");
    // The session itself was never ended.
    await guest.goto("/inbox");
    await expect(guest.getByRole("heading", { name: "Inbox" })).toBeVisible();
  });

  await test.step("a second workspace is a click away", async () => {
    const home = { ...newAccount("Vance Kayaks"), name: invited.name };
    const api = await Api.register(home);
    await api.post("/invitations", { email: invited.email, role: "agent" });
    await guest.goto(linkIn(await letterTo(invited.email, "invitation", 2)));
    await guest.getByRole("button", { name: "Accept the invitation" }).click();
    await expect(guest.getByRole("heading", { name: "Inbox" })).toBeVisible();
    const menu = guest.getByRole("button", { name: /^Account: / });
    await menu.click();
    await expect(guest.getByRole("menuitemcheckbox", { name: "Vance Kayaks" })).toBeChecked();
    await guest.getByRole("menuitemcheckbox", { name: "Harbour Boats" }).click();
    await expect(guest.getByRole("heading", { name: "Inbox" })).toBeVisible();
    await menu.click();
    await expect(guest.getByRole("menuitemcheckbox", { name: "Harbour Boats" })).toBeChecked();
  });
});
