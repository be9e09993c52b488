import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { Agent } from "../people/agent.ts";
import { serverUrl } from "../server/server.ts";
import { expect, test } from "./journey.ts";
import { newAccount, register } from "./registration.ts";

/** A program that has a key. */
async function ask(key: string, path: string): Promise<number> {
  const answer = await fetch(`${serverUrl()}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
  return answer.status;
}

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

test("an API key is made, shown once, used, rotated with an overlap, and revoked at once", async ({ openBrowser, server }) => {
  test.setTimeout(120_000);
  const page = await (await openBrowser()).newPage();
  const owner = new Agent(page);
  await register(page, newAccount("Harbour Boats"));
  await owner.goTo("Settings");
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "API keys" }).click();
  await expect(page.getByRole("heading", { name: "No API keys yet" })).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);

  const shown = page.getByRole("textbox", { name: "API key" });
  const row = page.getByRole("list", { name: "API keys" }).getByRole("listitem").filter({ hasText: "Web shop" }).first();
  let first = "";
  await test.step("with what it may, and from the keyboard alone", async () => {
    await page.getByRole("button", { name: "New API key" }).first().click();
    const dialog = page.getByRole("dialog", { name: "New API key" });
    await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(dialog.getByText("Say what the key is for.")).toBeVisible();
    await expect(dialog.getByText("Choose at least one thing that the key may do.")).toBeVisible();
    await dialog.getByRole("textbox", { name: "Name" }).fill("Web shop");
    await dialog.getByRole("checkbox", { name: "Contacts: see" }).focus();
    await page.keyboard.press("Space");
    await dialog.getByRole("textbox", { name: "Only from these addresses" }).fill("nonsense");
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Create key" }).click();
    await expect(dialog.getByText(/is no address and no network/)).toBeVisible();
    await dialog.getByRole("textbox", { name: "Only from these addresses" }).fill("");
    await dialog.getByRole("button", { name: "Create key" }).click();
    first = await shown.inputValue();
    expect(first).toMatch(/^ds_live_[0-9A-Za-z]{50}$/);
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "I've kept it" }).click();
    await expect(row).toContainText("Never used");
    expect(await page.content()).not.toContain(first);
    expect(server.log).not.toContain(first);
  });

  await test.step("a program uses it, and the screen tells when and from where", async () => {
    expect(await ask(first, "/contacts")).toBe(200);
    expect(await ask(first, "/chatbots")).toBe(403);
    await expect(async () => {
      await page.reload();
      await expect(row).toContainText("Last used now from 127.0.0.1", { timeout: 1000 });
    }).toPass();
  });

  let second = "";
  await test.step("rotated, the old one goes on for as long as chosen", async () => {
    await row.getByRole("button", { name: "More for Web shop" }).click();
    await page.getByRole("menuitem", { name: "Rotate" }).click();
    await page.getByRole("combobox", { name: "The old key goes on for" }).selectOption("An hour");
    await page.getByRole("button", { name: "Rotate key" }).click();
    await expect(shown).not.toHaveValue(first);
    second = await shown.inputValue();
    await page.getByRole("button", { name: "I've kept it" }).click();
    await expect(row).toContainText("Old key good until");
    expect(await ask(first, "/contacts")).toBe(200);
    expect(await ask(second, "/contacts")).toBe(200);
  });

  await test.step("changed, it may something else with its next request", async () => {
    await row.getByRole("button", { name: "More for Web shop" }).click();
    await page.getByRole("menuitem", { name: "Change" }).click();
    const dialog = page.getByRole("dialog", { name: "Change Web shop" });
    await expect(dialog.getByRole("checkbox", { name: "Contacts: see" })).toBeChecked();
    await dialog.getByRole("button", { name: "Nothing" }).click();
    await dialog.getByRole("checkbox", { name: "Chatbots: see" }).check();
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await expect(dialog).toBeHidden();
    expect(await ask(second, "/contacts")).toBe(403);
    expect(await ask(second, "/chatbots")).toBe(200);
  });

  await test.step("revoked, it is out at once, and so is the one before", async () => {
    await row.getByRole("button", { name: "More for Web shop" }).click();
    await page.getByRole("menuitem", { name: "Revoke" }).click();
    const dialog = page.getByRole("dialog", { name: "Revoke Web shop?" });
    await expect(dialog.getByRole("button", { name: "Keep it" })).toBeFocused();
    await dialog.getByRole("button", { name: "Revoke key" }).click();
    await expect(row).toContainText("Revoked");
    expect(await ask(first, "/chatbots")).toBe(401);
    expect(await ask(second, "/chatbots")).toBe(401);
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Audit log" }).click();
    await page.getByRole("combobox", { name: "What" }).selectOption("API keys");
    await expect(page.getByRole("list", { name: "Entries" }).getByRole("listitem")).toHaveCount(4);
  });
});
