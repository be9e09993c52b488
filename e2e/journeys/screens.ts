import { AxeBuilder } from "@axe-core/playwright";
import { expect, type BrowserContext, type Page } from "@playwright/test";
import { Agent } from "../people/agent.ts";
import { Customer } from "../people/customer.ts";
import { Api, NORTHWIND, type Listed } from "../server/api.ts";

type Visit = (name: string, page: Page) => Promise<void>;

const OWNER = { email: NORTHWIND.owner.email, password: NORTHWIND.password };

/** A conversation that shows much: an AI answer with sources, a hand-over, a note, and an open draft with its source. */
export async function fullConversation(customer: Customer, name: string): Promise<string> {
  await customer.introduce(name, `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, ".")}@mail.example`);
  await customer.openChat();
  await customer.write("How many days do I have to return a certified car?");
  await expect(customer.answers).toHaveCount(1);
  await customer.write("Do you rent out motorcycles for weekend trips?");
  await expect(customer.notices).toHaveCount(1);
  await customer.write("And how much is the fee to transfer the Gold warranty to a private buyer?");
  await customer.allSent();
  const api = await Api.signIn(OWNER);
  const [found] = await api.get<Listed[]>(`/conversations?q=${encodeURIComponent(name)}`);
  if (found === undefined) throw new Error(`There is no conversation of ${name}.`);
  await api.post(`/conversations/${found.id}/messages`, { content: "Bought the 2024 Lumen from us in May.", private: true });
  return found.id;
}

/** Goes through every screen of the app as the owner of the demo sees it, and stops at each. */
export async function walkApp(context: BrowserContext, conversationId: string, phone: boolean, visit: Visit): Promise<void> {
  const page = await context.newPage();
  const owner = new Agent(page);
  for (const [path, title] of [["/sign-in", "Sign in"], ["/register", "Create a workspace"], ["/forgot", "Forgot your password?"], ["/reset", "This link is not good any more"], ["/outbox", "Outbox"]] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await visit(title, page);
  }
  await owner.signIn(OWNER);
  await expect(owner.list.getByRole("link").first()).toBeVisible();
  await visit("inbox", page);

  await page.goto(`/inbox/${conversationId}`);
  await expect(owner.draft).toContainText("$75");
  await visit("thread", page);
  await owner.draft.getByRole("list", { name: "Sources" }).getByRole("button").first().click();
  await expect(page.getByRole("region", { name: /^Source: / }).locator("mark").first()).toBeVisible();
  await visit("source", page);
  await page.getByRole("button", { name: "Close source" }).click();
  if (phone) {
    await page.getByRole("button", { name: "Details" }).click();
    await expect(page.getByRole("dialog", { name: "Details" })).toBeVisible();
    await visit("details", page);
    await page.getByRole("button", { name: "Close details" }).click();
  } else {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("option").first()).toBeVisible();
    await visit("palette", page);
    await page.keyboard.press("Escape");
    await page.locator("[data-thread]").focus();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await visit("shortcuts", page);
    await page.keyboard.press("Escape");
  }

  await page.goto("/knowledge");
  await expect(page.getByText("Ready").first()).toBeVisible();
  await visit("knowledge", page);
  if (phone) await page.getByRole("button", { name: "Ask", exact: true }).click();
  const ask = page.getByRole("region", { name: "Ask the AI" });
  await ask.getByRole("textbox", { name: "Question" }).fill("How many points are checked on a Gold certified car?");
  await ask.getByRole("textbox", { name: "Question" }).press("Enter");
  await expect(ask.getByRole("article", { name: "Answer" })).toContainText("152");
  await visit("ask", page);
  if (phone) await page.getByRole("button", { name: "Documents", exact: true }).click();
  await page.getByRole("region", { name: "Documents" }).getByRole("link").first().click();
  await expect(page.getByRole("region", { name: "Passages" })).toBeVisible();
  await visit("document", page);

  await page.goto("/chatbots");
  await expect(page.getByRole("form", { name: "Chatbot settings" })).toBeVisible();
  await visit("chatbot", page);
  await page.goto("/members");
  await expect(page.getByRole("list", { name: "Members" })).toBeVisible();
  await visit("members", page);
  await page.getByRole("button", { name: "Add member" }).click();
  await expect(page.getByRole("dialog", { name: "Add a member" })).toBeVisible();
  await visit("add-member", page);
  await page.goto("/ai");
  await expect(page.getByRole("region", { name: "This month" })).toBeVisible();
  await visit("ai", page);
  await page.goto("/settings");
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toBeVisible();
  await visit("settings", page);
  for (const name of ["Teams", "Features", "Usage"]) {
    await page.goto(`/settings/${name.toLowerCase()}`);
    await expect(page.getByRole("region", { name, exact: true })).toBeVisible();
    await visit(name, page);
  }
  await page.goto("/settings/account");
  await expect(page.getByRole("form", { name: "Profile" })).toBeVisible();
  await visit("account", page);
  await page.goto("/docs");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await visit("docs", page);
}

/** What a customer sees: the chat, and the page behind a source. */
export async function walkWidget(customer: Customer, visit: Visit): Promise<void> {
  await visit("widget", customer.page);
  const link = customer.source(/./).first();
  const [source] = await Promise.all([customer.page.waitForEvent("popup"), link.click()]);
  await expect(source.locator("mark").first()).toBeVisible();
  await visit("source-page", source);
  await source.close();
}

/** Serious and critical findings only, each with where it is. */
export async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} – ${node.target.join(" ")} – ${node.html.slice(0, 120)}`));
}
