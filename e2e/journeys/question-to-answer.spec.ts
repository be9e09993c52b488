import { Api, NORTHWIND } from "../server/api.ts";
import { expect, test } from "./journey.ts";

const ANSWERABLE = "How many days do I have to return a certified car?";
const UNANSWERABLE = "Can you repair the engine of my sailing boat?";
const FOLLOW_UP = "How much is the fee to transfer the Gold warranty to a private buyer?";
const OFFLINE_QUESTION = "And are you open on New Year's Eve?";

test("a customer's question is answered from the documents, or goes to a person, and nothing is lost on the way", async ({ visitor, staff, server }) => {
  test.setTimeout(120_000);
  const agent = await staff();
  await agent.isLive();
  const customer = await visitor();
  const name = `Tess Moreau ${Date.now().toString(36)}`;
  await customer.introduce(name, `tess.${Date.now()}@mail.example`);
  await customer.openChat();

  await test.step("what the documents say is answered, with its source", async () => {
    await customer.write(ANSWERABLE);
    await expect(customer.answers).toHaveCount(1);
    await expect(customer.answers.first()).toContainText("7 days");
    await expect(customer.questions).toHaveText([ANSWERABLE]);
  });

  await test.step("the source opens beside the page, with the quote marked", async () => {
    const link = customer.source(/return/i).first();
    const quote = (await link.getAttribute("title")) ?? "";
    expect(quote).not.toBe("");
    const [source] = await Promise.all([customer.page.waitForEvent("popup"), link.click()]);
    await expect(source.getByRole("heading", { level: 1 })).toHaveText(/return/i);
    const marked = source.locator("mark").first();
    await expect(marked).toBeVisible();
    await expect(marked).toHaveText(quote.replaceAll(/\s+/g, " ").trim());
    await source.close();
  });

  await test.step("what they do not say is handed over, and both sides see it without a reload", async () => {
    const row = agent.rows(name);
    await expect(row).toContainText("7 days");
    await expect(row).not.toContainText("Needs a person");
    await customer.write(UNANSWERABLE);
    await expect(customer.notices).toHaveCount(1);
    await expect(customer.status).toContainText("A colleague will answer");
    await expect(row).toContainText("Needs a person");
    await expect(row, "the list shows the question, not our notice").toContainText(UNANSWERABLE);
    await agent.open(row);
    await expect(agent.message(UNANSWERABLE)).toHaveCount(1);
    await expect(agent.handover).toContainText("Nothing in your documents answers this");
    await expect(agent.handover).toContainText("boat");
    await expect(agent.draft).toContainText("Not supported by your sources");
  });

  await test.step("the agent takes it, and the customer sees who answers", async () => {
    await agent.handover.getByRole("button", { name: "Take it" }).click();
    await expect(agent.details.getByRole("combobox", { name: "Assignee" })).toHaveValue(/.+/);
    await expect(customer.status).toContainText(NORTHWIND.agent.name);
  });

  await test.step("both reload: all is as it was", async () => {
    await Promise.all([customer.page.reload(), agent.page.reload()]);
    await expect(customer.questions).toHaveText([ANSWERABLE, UNANSWERABLE]);
    await expect(customer.answers).toHaveCount(1);
    await expect(customer.notices).toHaveCount(1);
    await expect(agent.message(ANSWERABLE)).toHaveCount(1);
    await expect(agent.message(UNANSWERABLE)).toHaveCount(1);
    await expect(agent.draft).toBeVisible();
  });

  await test.step("the next question is drafted for the agent, with its source beside it", async () => {
    await customer.write(FOLLOW_UP);
    await expect(agent.message(FOLLOW_UP)).toHaveCount(1);
    await expect(agent.draft).toContainText("$75");
    await agent.draft.getByRole("list", { name: "Sources" }).getByRole("button").first().click();
    const source = agent.page.getByRole("region", { name: /^Source: / });
    await expect(source.locator("mark").first()).toContainText("$75");
    await source.getByRole("button", { name: "Close source" }).click();
  });

  await test.step("the server is stopped and started again", async () => {
    await server.restart("SIGTERM");
    await agent.isLive();
    await expect(agent.draft).toContainText("$75");
  });

  const reply = "The transfer costs $75, and I have checked it for you. – Dana";
  await test.step("the draft is edited and accepted; the customer sees it at once", async () => {
    await agent.draft.getByRole("button", { name: "Edit" }).click();
    await agent.draft.getByRole("textbox", { name: "Edit draft" }).fill(reply);
    await agent.draft.getByRole("button", { name: "Send edited reply" }).click();
    await expect(agent.message(reply)).toHaveCount(1);
    await expect(agent.draft).toBeHidden();
    await expect(customer.replies).toHaveText([reply]);
  });

  await test.step("the program is killed while the customer writes: the message arrives, once", async () => {
    await server.stop("SIGKILL");
    await customer.write(OFFLINE_QUESTION);
    await expect(customer.questions).toHaveText([ANSWERABLE, UNANSWERABLE, FOLLOW_UP, OFFLINE_QUESTION]);
    await server.startAgain();
    await customer.allSent();
    await expect(agent.message(OFFLINE_QUESTION)).toHaveCount(1);
    await agent.isLive();
  });

  await test.step("after all that, both sides and the database hold each message once", async () => {
    await Promise.all([customer.page.reload(), agent.page.reload()]);
    await expect(customer.questions).toHaveText([ANSWERABLE, UNANSWERABLE, FOLLOW_UP, OFFLINE_QUESTION]);
    await expect(customer.answers).toHaveCount(1);
    await expect(customer.replies).toHaveText([reply]);
    await expect(customer.notices).toHaveCount(1);
    for (const text of [ANSWERABLE, UNANSWERABLE, FOLLOW_UP, OFFLINE_QUESTION, reply]) await expect(agent.message(text)).toHaveCount(1);
    const api = await Api.signIn({ email: NORTHWIND.agent.email, password: NORTHWIND.password });
    const stored = await api.messages(agent.conversationId);
    expect(stored.map(({ sender }) => sender.kind)).toEqual(["customer", "ai", "customer", "system", "customer", "staff", "customer"]);
    expect(stored.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
