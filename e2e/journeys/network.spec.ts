import { Api, NORTHWIND } from "../server/api.ts";
import { expect, test } from "./journey.ts";

const DANA = { email: NORTHWIND.agent.email, password: NORTHWIND.password };

test("a customer whose network goes away loses nothing, and nothing comes twice", async ({ visitor, staff }) => {
  const name = `Mika Sand ${Date.now().toString(36)}`;
  const customer = await visitor();
  await customer.introduce(name, `mika.${Date.now()}@mail.example`);
  await customer.openChat();
  await customer.write("Can you repair the engine of my sailing boat?");
  await expect(customer.notices).toHaveCount(1);
  const agent = await staff();
  await agent.open(agent.rows(name));

  await customer.page.context().setOffline(true);
  await expect(customer.panel).toContainText("You are offline.");
  const written = ["Are you still there?", "I have a trailer.", "It is a two-stroke."];
  for (const text of written) await customer.write(text);
  await expect(customer.questions).toHaveText(["Can you repair the engine of my sailing boat?", ...written]);
  await agent.reply.fill("Yes, we are here.");
  await agent.page.getByRole("button", { name: "Send reply" }).click();
  await expect(agent.message("Yes, we are here.")).toHaveCount(1);
  // A reload without a network shows nothing, but what was written is kept for the next visit.
  await customer.page.waitForTimeout(1_000);

  await customer.page.context().setOffline(false);
  await customer.allSent();
  await expect(customer.replies).toHaveText(["Yes, we are here."]);
  for (const text of written) await expect(agent.message(text)).toHaveCount(1);
  await expect(customer.panel.getByText("You are offline.")).toBeHidden();

  const stored = await (await Api.signIn(DANA)).messages(agent.conversationId);
  expect(stored.filter(({ sender }) => sender.kind === "customer").map(({ content }) => content)).toEqual(["Can you repair the engine of my sailing boat?", ...written]);
  expect(stored.filter(({ sender }) => sender.kind === "staff")).toHaveLength(1);
});

test("what an agent writes offline goes out when the network is back", async ({ staff }) => {
  const api = await Api.signIn(DANA);
  const name = `Noor Haddad ${Date.now().toString(36)}`;
  const id = await api.conversation(name, "Do you wash cars on Sundays?");
  const agent = await staff();
  await agent.open(agent.rows(name));
  await agent.isLive();

  await agent.page.context().setOffline(true);
  await expect(agent.page.getByRole("status").filter({ hasText: "Offline" }).first()).toBeVisible();
  await agent.reply.fill("We do, from ten to four.");
  await agent.page.getByRole("button", { name: "Send reply" }).click();
  await expect(agent.thread).toContainText("We do, from ten to four.");
  await expect(agent.thread).toContainText("It goes out when you're back.");
  await agent.page.context().setOffline(false);
  await agent.isLive();
  await expect(agent.message("We do, from ten to four.")).toHaveCount(1);
  await expect(agent.thread.getByText("It goes out when you're back.")).toHaveCount(0);
  const stored = await api.messages(id);
  expect(stored.filter(({ sender }) => sender.kind === "staff").map(({ content }) => content)).toEqual(["We do, from ten to four."]);
});

test("two tabs of one customer show the same", async ({ visitor }) => {
  const left = await visitor();
  const rightPage = await left.page.context().newPage();
  const { Customer } = await import("../people/customer.ts");
  const right = new Customer(rightPage);
  await right.visit();
  await left.openChat();
  await right.openChat();
  await left.write("Hello from the left.");
  await left.allSent();
  await right.write("Hello from the right.");
  await right.allSent();
  for (const tab of [left, right]) await expect(tab.questions).toHaveText(["Hello from the left.", "Hello from the right."]);
});
