import { expect, type Page } from "@playwright/test";
import type { Account } from "../server/api.ts";

export interface NewAccount extends Account {
  name: string;
  workspace: string;
}

/** Somebody nobody knows yet; the data may be kept between runs, so the address is new each time. */
export function newAccount(workspace: string): NewAccount {
  const unique = `${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
  return { workspace, name: "Tove Marsh", email: `tove.${unique}@marsh.example`, password: "quiet-lantern-orbit-42" };
}

/** Through the form, as a person would. */
export async function register(page: Page, account: NewAccount): Promise<void> {
  await page.goto("/register");
  await page.getByRole("textbox", { name: "Your name" }).fill(account.name);
  await page.getByRole("textbox", { name: "Workspace" }).fill(account.workspace);
  await page.getByRole("textbox", { name: "E-mail" }).fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("checkbox", { name: /^I agree to the terms/ }).check();
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByRole("heading", { name: "Inbox" })).toBeVisible();
}
