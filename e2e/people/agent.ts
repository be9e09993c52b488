import { expect, type Locator, type Page } from "@playwright/test";
import type { Account } from "../server/api.ts";

/** Somebody of the business's staff, in the web app. */
export class Agent {
  readonly list: Locator;
  readonly thread: Locator;
  readonly messages: Locator;
  readonly draft: Locator;
  readonly handover: Locator;
  readonly details: Locator;
  readonly notifications: Locator;
  readonly reply: Locator;

  constructor(readonly page: Page) {
    this.list = page.getByRole("region", { name: "Conversations" });
    this.thread = page.getByRole("region", { name: /^Conversation with / });
    this.messages = page.getByRole("log", { name: "Conversation" }).locator("> ol > li");
    this.draft = page.getByRole("region", { name: "AI draft" });
    this.handover = page.getByRole("region", { name: "Hand-over" });
    this.details = page.getByRole("complementary", { name: "Contact and details" });
    this.notifications = page.getByRole("region", { name: "Notifications" });
    this.reply = page.getByRole("textbox", { name: "Reply" });
  }

  async signIn({ email, password }: Account): Promise<void> {
    await this.page.goto("/sign-in");
    await this.page.getByRole("textbox", { name: "E-mail" }).fill(email);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await expect(this.page.getByRole("heading", { name: "Inbox" })).toBeVisible();
  }

  async signOut(): Promise<void> {
    await this.page.getByRole("button", { name: /^Account: / }).click();
    await this.page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(this.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  }

  async goTo(section: "Inbox" | "Knowledge" | "Chatbots" | "AI" | "Members" | "Settings"): Promise<void> {
    await this.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: section }).click();
  }

  /** The rows of the list that show these words. */
  rows(text: string | RegExp): Locator {
    return this.list.getByRole("link").filter({ hasText: text });
  }

  /** Until news arrive by themselves. */
  async isLive(): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: /^Live$/ })).toBeVisible();
  }

  async open(row: Locator): Promise<void> {
    await row.click();
    await expect(this.thread).toBeVisible();
  }

  get conversationId(): string {
    const id = /\/inbox\/([0-9a-f-]{36})/.exec(this.page.url())?.[1];
    if (id === undefined) throw new Error(`No conversation is open: ${this.page.url()}`);
    return id;
  }

  /** The messages of the open conversation that hold these words. */
  message(text: string | RegExp): Locator {
    return this.messages.filter({ hasText: text });
  }
}
