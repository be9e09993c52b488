import type { Page } from "@playwright/test";
import { NORTHWIND } from "../server/api.ts";
import { expect, test } from "./journey.ts";
import { findings } from "./screens.ts";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
const DANA = { email: NORTHWIND.agent.email, password: NORTHWIND.password };

/** What a camera would read. */
async function link(desktop: Page): Promise<string> {
  const alt = await desktop.getByRole("img", { name: /^QR code/ }).getAttribute("alt");
  return new URL((alt ?? "").replace(/^.*leads to /, "")).pathname;
}

test("a phone signs a desktop in that it sees before it", async ({ openBrowser, staff }) => {
  const phone = (await staff(DANA, PHONE)).page;
  const desktop = await (await openBrowser()).newPage();
  await test.step("the desktop shows a code", async () => {
    await desktop.goto("/sign-in");
    await desktop.getByRole("link", { name: "Use your phone" }).click();
    await expect(desktop.getByRole("img", { name: /^QR code/ })).toBeVisible();
    await expect(desktop.getByText("Waiting for your phone.")).toBeVisible();
    await expect(desktop.getByText(/Good for [12]:\d\d/)).toBeVisible();
    expect(await findings(desktop)).toEqual([]);
  });

  await test.step("the phone sees who asks, and the desktop that it is looked at", async () => {
    await phone.goto(await link(desktop));
    await expect(phone.getByRole("heading", { name: "Sign in another browser?" })).toBeVisible();
    await expect(phone.getByLabel("Code")).toHaveText((await desktop.getByLabel("Code").textContent()) ?? "");
    await expect(phone.getByText("Chrome on Linux")).toBeVisible();
    await expect(phone.getByText("Local network (127.0.0.1)")).toBeVisible();
    await expect(desktop.getByText("Opened on your phone.")).toBeVisible();
    expect(await findings(phone)).toEqual([]);
  });

  await test.step("approved, the desktop is in by itself", async () => {
    await phone.getByRole("button", { name: "Approve" }).click();
    await expect(desktop.getByRole("heading", { name: "Inbox" })).toBeVisible();
    await expect(phone.getByRole("heading", { name: "Signed in" })).toBeVisible();
    // Reloading keeps it: the cookie was set as well.
    await desktop.reload();
    await expect(desktop.getByRole("heading", { name: "Inbox" })).toBeVisible();
    await expect(desktop.getByRole("button", { name: /^Account: / })).toHaveAccessibleName(/Dana/);
  });
});

test("a code is typed, turned down, and renewed", async ({ openBrowser, staff }) => {
  const phone = (await staff(DANA, PHONE)).page;
  const desktop = await (await openBrowser()).newPage();
  await desktop.goto("/sign-in/phone?from=%2Fmembers");
  const shown = desktop.getByLabel("Code", { exact: true });
  await expect(shown).toHaveText(/^[A-Z]{4}-[A-Z]{4}$/);
  const code = (await shown.textContent()) ?? "";
  await phone.goto("/qr");
  await phone.getByRole("textbox", { name: "Code" }).fill("bcdf ghjk");
  await phone.getByRole("button", { name: "Show who asks" }).click();
  await expect(phone.getByRole("heading", { name: "There is no such code" })).toBeVisible();
  await phone.getByRole("button", { name: "Type it again" }).click();
  expect(await findings(phone)).toEqual([]);
  await phone.getByRole("textbox", { name: "Code" }).fill(code.toLowerCase().replace("-", " "));
  await phone.getByRole("button", { name: "Show who asks" }).click();
  await phone.getByRole("button", { name: "Deny" }).click();
  await expect(phone.getByRole("heading", { name: "Turned down" })).toBeVisible();
  await expect(desktop.getByText("It was turned down on the phone.")).toBeVisible();
  await desktop.getByRole("button", { name: "New code" }).click();
  await expect(shown).toHaveText(/^[A-Z]{4}-[A-Z]{4}$/);
  await expect(shown).not.toHaveText(code);
  await phone.goto(await link(desktop));
  await phone.getByRole("button", { name: "Approve" }).click();
  await expect(desktop.getByRole("heading", { name: "Members" })).toBeVisible();
});

test("a phone that is signed out signs in first", async ({ openBrowser }) => {
  const desktop = await (await openBrowser()).newPage();
  const phone = await (await openBrowser(PHONE)).newPage();
  await desktop.goto("/sign-in/phone");
  await phone.goto(await link(desktop));
  await phone.getByRole("textbox", { name: "E-mail" }).fill(DANA.email);
  await phone.getByLabel("Password", { exact: true }).fill(DANA.password);
  await phone.getByRole("button", { name: "Sign in" }).click();
  await expect(phone.getByRole("heading", { name: "Sign in another browser?" })).toBeVisible();
});
