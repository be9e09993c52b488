import { Agent } from "../people/agent.ts";
import { Api, type Listed } from "../server/api.ts";
import { makeOperator } from "../server/operators.ts";
import { expect, test } from "./journey.ts";
import { newAccount, register } from "./registration.ts";
import { findings } from "./screens.ts";

test("an operator sees the installation, helps in a member's name, suspends and opens a tenant, and all of it is written down", async ({ openBrowser, visitor }) => {
  test.setTimeout(180_000);
  const suffix = Date.now().toString(36);
  const ops = { ...newAccount(`Operations ${suffix}`), name: "Olga Brandt" };
  const page = await (await openBrowser()).newPage();
  await register(page, ops);
  const owner = newAccount(`Lakeside Bikes ${suffix}`);
  const theirs = await (await openBrowser()).newPage();
  await register(theirs, owner);
  const customer = await visitor();
  const found: string[] = [];
  const check = async (name: string) => {
    for (const finding of await findings(page)) found.push(`${name}: ${finding}`);
  };

  await test.step("for who is none, the area is not there", async () => {
    await page.goto("/operator");
    await expect(page.getByRole("heading", { name: "There is nothing at this address" })).toBeVisible();
  });

  await test.step("made operator on the command line, they open it from the account menu", async () => {
    await makeOperator(ops.email);
    await page.goto("/inbox");
    await page.getByRole("button", { name: /^Account: / }).click();
    await page.getByRole("menuitem", { name: "Operator area" }).click();
    await expect(page.getByRole("region", { name: "The installation" })).toContainText("Tenants");
    const chart = page.getByRole("slider", { name: "Messages by day" });
    await chart.focus();
    await page.keyboard.press("ArrowLeft");
    await expect(chart).toHaveAttribute("aria-valuenow", "29");
    await page.getByRole("button", { name: "New tenants" }).click();
    await page.getByRole("button", { name: "Show table" }).click();
    await expect(page.getByRole("region", { name: "Days as a table" }).getByRole("row")).toHaveCount(31);
    await check("overview");
  });

  const area = page.getByRole("navigation", { name: "Operator area" });
  await test.step("they see everybody's jobs, and stop a queue for a while", async () => {
    await area.getByRole("link", { name: "Jobs" }).click();
    const queue = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "tenancy" }) });
    await queue.getByRole("button", { name: "Pause tenancy" }).click();
    await expect(queue).toContainText("Paused");
    await check("jobs");
    await queue.getByRole("button", { name: "Resume tenancy" }).click();
    await expect(queue).not.toContainText("Paused");
    await expect(page.getByRole("list", { name: "Schedules" })).toContainText("events.prune");
  });

  await test.step("they find the tenant and see what it uses", async () => {
    await area.getByRole("link", { name: "Tenants" }).click();
    await check("tenants");
    await page.getByRole("searchbox", { name: "Name or address" }).fill(`lakeside bikes ${suffix}`);
    const rows = page.getByRole("list", { name: "Tenants" }).getByRole("listitem");
    await expect(rows).toHaveCount(1);
    await rows.getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1, name: owner.workspace })).toBeVisible();
    await expect(page.getByRole("region", { name: "Usage" })).toContainText("AI cost this month");
    await check("tenant");
  });

  await test.step("they enter in the owner's name, which shows all the time, and only read", async () => {
    await page.getByRole("button", { name: `Enter as ${owner.name}` }).click();
    const dialog = page.getByRole("dialog", { name: `Enter as ${owner.name}` });
    await dialog.getByRole("button", { name: "Enter to read" }).click();
    await expect(dialog.getByRole("alert")).toContainText("Say why");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Ticket 4711: the list is empty");
    await check("enter");
    await dialog.getByRole("button", { name: "Enter to read" }).click();
    const banner = page.getByRole("region", { name: "Impersonation" });
    await expect(banner).toContainText(`You are in ${owner.name}'s name in ${owner.workspace}`);
    await expect(banner).toContainText("Reading only · 30 min left · Ticket 4711");
    await expect(page.getByRole("heading", { name: "Inbox" })).toBeVisible();
    await check("impersonation");
    await new Agent(page).goTo("Chatbots");
    await expect(page.getByRole("form", { name: "Chatbot settings" })).toBeVisible();
    await expect(banner).toBeVisible();
    await new Agent(page).goTo("Settings");
    await expect(banner).toBeVisible();
    await banner.getByRole("button", { name: "Stop" }).click();
    await expect(page.getByRole("region", { name: "The installation" })).toBeVisible();
    await expect(banner).toHaveCount(0);
  });

  await test.step("the owner reads it in their audit log", async () => {
    await theirs.goto("/settings/audit-log");
    const entries = theirs.getByRole("list", { name: "Entries" }).getByRole("listitem");
    await expect(entries.filter({ hasText: `${ops.name} (operator) entered in a member's name` })).toHaveCount(1);
    await expect(entries.filter({ hasText: `${ops.name} (operator) left a member's name` })).toHaveCount(1);
  });

  await test.step("suspended, the tenant is out at once and its widget says so; opened again, it goes on", async () => {
    await area.getByRole("link", { name: "Tenants" }).click();
    await page.getByRole("searchbox", { name: "Name or address" }).fill(owner.workspace);
    await page.getByRole("list", { name: "Tenants" }).getByRole("link").first().click();
    await page.getByRole("button", { name: "Suspend" }).click();
    const dialog = page.getByRole("dialog", { name: `Suspend ${owner.workspace}` });
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Bills unpaid since March");
    await dialog.getByRole("button", { name: "Suspend" }).click();
    await expect(page.getByText("Bills unpaid since March")).toBeVisible();
    await check("suspended");
    await expect(theirs.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await page.getByRole("button", { name: "Open again" }).click();
    const open = page.getByRole("dialog", { name: `Open ${owner.workspace} again` });
    await open.getByRole("textbox", { name: "Reason" }).fill("The bills are paid");
    await open.getByRole("button", { name: "Open again" }).click();
    await expect(page.getByRole("button", { name: "Suspend" })).toBeVisible();
    // With the session that they had.
    await theirs.goto("/inbox");
    await expect(theirs.getByRole("heading", { name: "Inbox" })).toBeVisible();
  });

  await test.step("a user is found, and their sessions ended", async () => {
    await area.getByRole("link", { name: "Users" }).click();
    await page.getByRole("searchbox", { name: "E-mail or name" }).fill(owner.email);
    const rows = page.getByRole("list", { name: "Users" }).getByRole("listitem");
    await expect(rows).toHaveCount(1);
    await check("users");
    await rows.getByRole("link").click();
    await expect(page.getByRole("list", { name: "Workspaces" })).toContainText(owner.workspace);
    await check("user");
    await page.getByRole("button", { name: "End all sessions" }).click();
    const dialog = page.getByRole("dialog", { name: `End all sessions: ${owner.name}` });
    await dialog.getByRole("textbox", { name: "Reason" }).fill("They lost their laptop");
    await dialog.getByRole("button", { name: "End all sessions" }).click();
    await expect(theirs.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Sessions" })).toContainText("Nowhere.");
  });

  await test.step("the log has it all", async () => {
    await area.getByRole("link", { name: "Log" }).click();
    const entries = page.getByRole("list", { name: "Entries" }).getByRole("listitem");
    for (const words of [`ended the sessions of ${owner.email}`, `opened the tenant again ${owner.workspace}`, `entered in the name of ${owner.email}`]) {
      await expect(entries.filter({ hasText: words }).first()).toBeVisible();
    }
    await page.getByRole("combobox", { name: "What" }).selectOption("Impersonation");
    await expect(entries.filter({ hasText: "suspended the tenant" })).toHaveCount(0);
    await entries.first().click();
    await expect(entries.first()).toContainText("impersonation.ended");
    await check("log");
  });

  expect(found).toEqual([]);
  // Nobody else noticed any of it.
  await customer.openChat();
  const api = await Api.signIn(ops);
  expect(await api.get<Listed[]>("/conversations")).toEqual([]);
});
