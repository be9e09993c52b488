import { Agent } from "../people/agent.ts";
import { Api, NORTHWIND } from "../server/api.ts";
import { expect, test } from "./journey.ts";
import { newAccount } from "./registration.ts";

const DANA = { email: NORTHWIND.agent.email, password: NORTHWIND.password };
const unique = (name: string) => `${name} ${Date.now().toString(36)}`;

test("notes stay inside, work is assigned, resolved, taken back, and reopened by the customer", async ({ visitor, staff }) => {
  const name = unique("Ines Okafor");
  const customer = await visitor();
  await customer.introduce(name, `ines.${Date.now()}@mail.example`);
  await customer.openChat();
  await customer.write("Can somebody look at my sailing boat's engine?");
  await expect(customer.notices).toHaveCount(1);

  const agent = await staff();
  const { page } = agent;
  await agent.open(agent.rows(name));
  const assignee = agent.details.getByRole("combobox", { name: "Assignee" });
  const status = agent.details.getByRole("definition").first();

  await test.step("a private note is for the team alone", async () => {
    await page.getByRole("tab", { name: "Private note" }).click();
    await page.getByRole("textbox", { name: "Private note" }).fill("Sounds like a matter for the marina.");
    await page.getByRole("button", { name: "Add note" }).click();
    await expect(agent.message("Sounds like a matter for the marina.")).toContainText("Private note");
    await page.getByRole("tab", { name: "Reply" }).click();
    await agent.reply.fill("We only work on cars, but the marina can help.");
    await page.getByRole("button", { name: "Send reply" }).click();
    await expect(customer.replies).toHaveText(["We only work on cars, but the marina can help."]);
    await expect(customer.panel.getByText("matter for the marina")).toHaveCount(0);
    await customer.page.reload();
    await expect(customer.replies).toHaveCount(1);
    await expect(customer.panel.getByText("matter for the marina")).toHaveCount(0);
  });

  await test.step("each sees the other write", async () => {
    await customer.field.pressSequentially("Thanks, ");
    await expect(agent.thread.getByText(`${name} is typing`)).toBeVisible();
    await agent.reply.pressSequentially("You're ");
    await expect(customer.panel.getByText(`${NORTHWIND.agent.name} is typing`)).toBeVisible();
    await agent.reply.fill("");
  });

  await test.step("it is assigned, and the customer sees to whom", async () => {
    await assignee.selectOption({ label: "Luis Ortega" });
    await expect(customer.status).toContainText("Luis Ortega");
    await page.reload();
    await expect(assignee.locator("option:checked")).toHaveText(/^Luis Ortega/);
  });

  await test.step("resolving can be taken back for ten seconds", async () => {
    await agent.thread.getByRole("button", { name: "Resolve" }).click();
    await expect(status).toHaveText("Resolved");
    await expect(agent.rows(name)).toHaveCount(0);
    await agent.notifications.getByRole("button", { name: "Undo" }).click();
    await expect(status).toHaveText("Open");
    await expect(agent.rows(name)).toHaveCount(1);
  });

  await test.step("the customer's next message opens it again", async () => {
    await agent.thread.getByRole("button", { name: "Resolve" }).click();
    await expect(customer.panel).toContainText("This conversation is closed.");
    await customer.write("One more thing: where is the marina?");
    await expect(status).toHaveText("Open");
    await expect(agent.rows(name)).toHaveCount(1);
    await expect(agent.message("One more thing: where is the marina?")).toHaveCount(1);
    await expect(customer.panel.getByText("This conversation is closed.")).toBeHidden();
  });
});

test("everything can be done by keyboard", async ({ staff }) => {
  const api = await Api.signIn(DANA);
  const family = unique("Alder");
  const [first, second] = [`Kit ${family}`, `Lou ${family}`];
  await api.conversation(second, "Is the coffee in your waiting room free?");
  await api.conversation(first, "How much is the fee to transfer the Gold warranty to a private buyer?");
  const agent = await staff();
  const { page } = agent;
  const focused = page.locator(":focus");
  await expect(agent.rows(first)).toBeVisible();

  await test.step("/ searches, Enter goes on to what was found", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type(family);
    await expect(agent.list.getByRole("link")).toHaveCount(2);
    await page.keyboard.press("Enter");
  });

  await test.step("j and k move, Enter opens", async () => {
    await page.keyboard.press("j");
    await expect(focused).toContainText(first);
    await page.keyboard.press("j");
    await expect(focused).toContainText(second);
    await page.keyboard.press("k");
    await page.keyboard.press("Enter");
    await expect(agent.message("transfer the Gold warranty")).toHaveCount(1);
  });

  await test.step("the palette runs what the page offers", async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search and commands" }).fill("draft a reply");
    await page.keyboard.press("Enter");
    await expect(agent.draft).toContainText("$75");
  });

  await test.step("e edits the draft, Escape leaves it, a sends it", async () => {
    await page.locator("[data-thread]").focus();
    await page.keyboard.press("e");
    await expect(focused).toHaveAccessibleName("Edit draft");
    await page.keyboard.press("Escape");
    await expect(agent.draft.getByRole("button", { name: "Accept and send" })).toBeVisible();
    await page.locator("[data-thread]").focus();
    await page.keyboard.press("a");
    await expect(agent.draft).toBeHidden();
    await expect(agent.message("$75")).toHaveCount(1);
  });

  await test.step("r replies, Escape leaves the text, n writes a note, Ctrl+Enter sends", async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("r");
    await expect(agent.reply).toBeFocused();
    await page.keyboard.type("Glad to help.");
    await page.keyboard.press("Control+Enter");
    await expect(agent.message("Glad to help.")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await expect(focused).toHaveAccessibleName("Private note");
    await page.keyboard.type("Knows the transfer form.");
    await page.keyboard.press("Control+Enter");
    await expect(agent.message("Knows the transfer form.")).toContainText("Private note");
  });

  await test.step("Shift+E resolves, the sheet shows all keys", async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Shift+E");
    await expect(agent.rows(first)).toHaveCount(0);
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  await test.step("the palette finds conversations and places", async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search and commands" }).fill(second);
    await expect(page.getByRole("option", { name: second })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(agent.message("coffee in your waiting room")).toHaveCount(1);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search and commands" }).fill("members");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Members" })).toBeVisible();
  });
});

test("the list is searched and filtered, and several are handled at once", async ({ openBrowser }) => {
  const account = newAccount("Harbor Pianos");
  const api = await Api.register(account);
  const me = await api.get<{ id: string }>("/users/me");
  const questions: Record<string, string> = {
    "Anna Bergström": "Do you tune grand pianos?",
    "Bruno Costa": "How heavy is an upright?",
    "Chloé Dubois": "Can I rent one for a wedding in Lisbon?",
    "Dmitri Volkov": "Is the metronome in stock?",
  };
  const ids: Record<string, string> = {};
  for (const [name, text] of Object.entries(questions)) ids[name] = await api.conversation(name, text);
  await api.post(`/conversations/${ids["Bruno Costa"]}/assign`, { assignee_id: me.id });
  await api.patch(`/conversations/${ids["Chloé Dubois"]}`, { status: "pending", priority: "urgent" });

  const agent = new Agent(await (await openBrowser()).newPage());
  const { page } = agent;
  await agent.signIn(account);
  const names = agent.list.getByRole("link");
  const filter = (name: string) => agent.list.getByRole("button", { name, exact: true });

  await expect(names).toHaveCount(3);
  await expect(names.first()).toContainText("Dmitri Volkov");
  await filter("Mine").click();
  await expect(names).toHaveCount(1);
  await expect(names).toContainText("Bruno Costa");
  await page.reload();
  await expect(names, "the filter is kept in the address").toHaveCount(1);
  await filter("Unassigned").click();
  await expect(names).toHaveCount(2);
  await filter("Hand-over").click();
  await expect(page.getByText("No conversation matches these filters.")).toBeVisible();
  await page.getByRole("button", { name: "Show all open" }).click();
  await filter("Pending").click();
  await expect(names).toHaveCount(1);
  await expect(names).toContainText("Urgent");

  await test.step("search looks everywhere: in words, names and every state", async () => {
    const search = page.getByRole("searchbox", { name: "Search conversations" });
    await search.fill("wedding");
    await expect(names).toHaveCount(1);
    await expect(names).toContainText("Chloé Dubois");
    await search.fill("bergstr");
    await expect(names).toHaveCount(1);
    await expect(names).toContainText("Anna Bergström");
    await search.fill("zeppelin");
    await expect(page.getByText("Nothing found for “zeppelin”")).toBeVisible();
    await page.getByRole("button", { name: "Clear search" }).click();
    await filter("Open").click();
    await expect(names).toHaveCount(3);
  });

  await test.step("two are chosen and resolved together", async () => {
    for (const name of ["Anna Bergström", "Dmitri Volkov"]) {
      await agent.rows(name).hover();
      await agent.list.getByRole("checkbox", { name: `Select ${name}` }).check();
    }
    const toolbar = page.getByRole("toolbar", { name: "Selected conversations" });
    await expect(toolbar).toContainText("2 selected");
    await toolbar.getByRole("button", { name: "Resolve" }).click();
    await expect(names).toHaveCount(1);
    await agent.notifications.getByRole("button", { name: "Undo" }).click();
    await expect(names).toHaveCount(3);
  });
});
