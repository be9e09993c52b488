import { Api, NORTHWIND } from "../server/api.ts";
import { expect, test } from "./journey.ts";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const DANA = { email: NORTHWIND.agent.email, password: NORTHWIND.password };

test("on a phone a customer chats on the whole screen and gets out again", async ({ visitor }) => {
  const customer = await visitor(PHONE);
  await customer.launcher.tap();
  await expect(customer.field).toBeVisible();
  const box = await customer.panel.boundingBox();
  expect(box).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
  await customer.field.fill("How many days do I have to return a certified car?");
  await customer.panel.getByRole("button", { name: "Send message" }).tap();
  await expect(customer.answers).toContainText(["7 days"]);
  await customer.panel.getByRole("button", { name: "Close chat" }).tap();
  await expect(customer.panel).toBeHidden();
  await expect(customer.page.getByRole("heading", { level: 1 })).toBeVisible();
  await customer.launcher.tap();
  await expect(customer.answers).toHaveCount(1);
});

test("on a phone an agent answers one column at a time", async ({ staff }) => {
  const api = await Api.signIn(DANA);
  const name = `Pia Winter ${Date.now().toString(36)}`;
  await api.conversation(name, "How much is the fee to transfer the Gold warranty to a private buyer?");
  const agent = await staff(DANA, PHONE);
  const { page } = agent;
  await expect(agent.rows(name)).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();

  await agent.rows(name).tap();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(agent.list).toBeHidden();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();

  await page.getByRole("button", { name: "Draft with AI" }).tap();
  await expect(agent.draft).toContainText("$75");
  await agent.draft.getByRole("list", { name: "Sources" }).getByRole("button").first().tap();
  const source = page.getByRole("dialog", { name: "Source" });
  await expect(source.locator("mark").first()).toContainText("$75");
  await source.getByRole("button", { name: "Close source" }).tap();
  await page.getByRole("button", { name: "Details" }).tap();
  await expect(page.getByRole("dialog", { name: "Details" })).toContainText(name);
  await page.getByRole("button", { name: "Close details" }).tap();

  await agent.draft.getByRole("button", { name: "Accept and send" }).tap();
  await expect(agent.message("$75")).toHaveCount(1);
  await page.getByRole("link", { name: "Back to the list" }).tap();
  await expect(agent.rows(name)).toBeVisible();

  for (const section of ["Knowledge", "Chatbots"]) {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: section }).tap();
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `${section} scrolls sideways`).toBeLessThanOrEqual(0);
  }
  await page.getByRole("button", { name: "More" }).tap();
  await page.getByRole("menuitem", { name: "Members" }).tap();
  await expect(page.getByRole("heading", { name: "Members" })).toBeVisible();
});
