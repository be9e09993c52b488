import { expect, type Locator, type Page } from "@playwright/test";

/** Somebody on the business's site, writing in the chat. */
export class Customer {
  readonly panel: Locator;
  readonly launcher: Locator;
  readonly field: Locator;
  readonly status: Locator;
  /** What stands in the bubbles, by who speaks. */
  readonly questions: Locator;
  readonly answers: Locator;
  readonly replies: Locator;
  readonly notices: Locator;

  constructor(readonly page: Page) {
    const widget = page.locator("dealsmart-widget");
    this.panel = widget.getByRole("dialog");
    this.launcher = widget.locator(".launcher");
    this.field = this.panel.getByRole("textbox", { name: "Write a message" });
    this.status = this.panel.locator(".status");
    this.questions = this.panel.locator(".msg.customer .bubble");
    this.answers = this.panel.locator(".msg.ai .bubble");
    this.replies = this.panel.locator(".msg.staff .bubble");
    this.notices = this.panel.locator(".msg.system .bubble");
  }

  async visit(): Promise<void> {
    await this.page.goto("/demo");
    await expect(this.launcher).toBeVisible();
  }

  /** As a site does that knows who is signed in. */
  async introduce(name: string, email: string): Promise<void> {
    await this.page.evaluate((who) => (window as unknown as { DealSmart: { identify: (who: object) => void } }).DealSmart.identify(who), { name, email });
  }

  async openChat(): Promise<void> {
    await this.launcher.click();
    await expect(this.field).toBeVisible();
  }

  async write(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  /** Until the server has everything that was written. */
  async allSent(): Promise<void> {
    await expect(this.panel.locator(".msg.pending")).toHaveCount(0);
  }

  source(title: string | RegExp): Locator {
    return this.panel.getByRole("list", { name: "Sources" }).getByRole("link", { name: title });
  }
}
