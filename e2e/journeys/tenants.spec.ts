import { Agent } from "../people/agent.ts";
import { Api, NORTHWIND, type Listed } from "../server/api.ts";
import { expect, test } from "./journey.ts";
import { newAccount, register } from "./registration.ts";

test("another business sees nothing of the first: not listed, not found, not live, not by address", async ({ openBrowser, visitor }) => {
  const northwind = await Api.signIn({ email: NORTHWIND.owner.email, password: NORTHWIND.password });
  const [conversation] = await northwind.get<Listed[]>("/conversations?limit=1");
  const [document] = await northwind.documents();
  const [chatbot] = await northwind.get<Listed[]>("/chatbots");

  const page = await (await openBrowser()).newPage();
  const stranger = new Agent(page);
  const account = newAccount("Southbank Boats");
  await register(page, account);
  await stranger.isLive();

  await test.step("what a customer of the first writes does not reach the second", async () => {
    const customer = await visitor();
    await customer.openChat();
    await customer.write("Which day is the quietest for a test drive of the Thicket?");
    await customer.allSent();
    // Long enough for what would arrive by mistake to arrive.
    await page.waitForTimeout(1_500);
    await expect(page.getByText("No open conversations")).toBeVisible();
    await expect(stranger.list.getByRole("link")).toHaveCount(0);
  });

  await test.step("search finds none of it", async () => {
    await page.getByRole("searchbox", { name: "Search conversations" }).fill("Blackwood");
    await expect(page.getByText("Nothing found for “Blackwood”")).toBeVisible();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search and commands" }).fill("Terry");
    await expect(page.getByText("Nothing found. Try other words.")).toBeVisible();
    await page.keyboard.press("Escape");
  });

  await test.step("its knowledge is empty, and answers come from nowhere", async () => {
    await stranger.goTo("Knowledge");
    await expect(page.getByText("Nothing to answer from yet")).toBeVisible();
    const ask = page.getByRole("region", { name: "Ask the AI" });
    await ask.getByRole("textbox", { name: "Question" }).fill("How many days do I have to return a certified car?");
    await ask.getByRole("button", { name: "Ask" }).click();
    await expect(ask).toContainText("Not supported by your sources");
    await expect(ask).toContainText("Nothing in your documents comes near this question.");
  });

  await test.step("its members are its own", async () => {
    await stranger.goTo("Members");
    const members = page.getByRole("list", { name: "Members" }).getByRole("listitem");
    await expect(members).toHaveCount(1);
    await expect(members).toContainText(account.email);
  });

  await test.step("the addresses of the first lead nowhere", async () => {
    await page.goto(`/inbox/${conversation?.id}`);
    await expect(page.getByText("This conversation isn't here")).toBeVisible();
    await page.goto(`/knowledge/${document?.id}`);
    await expect(page.getByText("This document didn't open")).toBeVisible();
    await page.goto(`/chatbots/${chatbot?.id}`);
    await expect(page.getByText("This chatbot didn't open")).toBeVisible();
  });
});
