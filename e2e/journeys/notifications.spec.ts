import { Api, NORTHWIND } from "../server/api.ts";
import { Agent } from "../people/agent.ts";
import { expect, test } from "./journey.ts";
import { findings } from "./screens.ts";

const DANA = { email: NORTHWIND.agent.email, password: NORTHWIND.password };
const INGRID = { email: NORTHWIND.owner.email, password: NORTHWIND.password };

test("an agent hears live of what comes to her, and looks at it", async ({ staff }) => {
  const owner = await Api.signIn(INGRID);
  const dana = await Api.signIn(DANA);
  await dana.post("/notifications/read-all", {});
  const danaId = (await dana.get<{ id: string }>("/users/me")).id;
  const name = `Remy Castel ${Date.now().toString(36)}`;
  const conversation = await owner.conversation(name, "Could I pick the van up on Friday?");
  const agent = await staff();
  const { page } = agent;
  await agent.isLive();

  await test.step("the bell counts what comes, without anybody asking", async () => {
    await owner.post(`/conversations/${conversation}/assign`, { assignee_id: danaId });
    await page.getByRole("link", { name: "Notifications, 1 unread" }).click();
    await expect(page.getByRole("heading", { name: "Notifications" })).toBeVisible();
  });

  const row = page.getByRole("list", { name: "Notifications" }).getByRole("listitem").filter({ hasText: name });
  await test.step("it says who gave what, and can be read and unread", async () => {
    await expect(row).toContainText(`Ingrid Halvorsen gave you the conversation with ${name}`);
    await expect(row).toContainText("Could I pick the van up on Friday?");
    expect(await findings(page)).toEqual([]);
    await row.getByRole("button", { name: /^Mark as read/ }).click();
    await expect(page.getByRole("link", { name: "Notifications", exact: true })).toBeVisible();
    await row.getByRole("button", { name: /^Mark as unread/ }).click();
    await expect(page.getByRole("link", { name: "Notifications, 1 unread" })).toBeVisible();
    await page.getByRole("button", { name: "Unread", exact: true }).click();
    await expect(row).toHaveCount(1);
  });

  await test.step("it leads to the conversation, and is read there", async () => {
    await row.getByRole("button", { name: new RegExp(`^Ingrid.*${name}`) }).click();
    await expect(agent.message("Could I pick the van up on Friday?")).toHaveCount(1);
    await expect(page.getByRole("link", { name: "Notifications", exact: true })).toBeVisible();
    // What comes while one looks at it needs no bell.
    await owner.post(`/conversations/${conversation}/assign`, { assignee_id: null });
    await owner.post(`/conversations/${conversation}/assign`, { assignee_id: danaId });
    await expect.poll(async () => (await dana.get<{ kind: string; read_at: string | null }[]>("/notifications?limit=2")).map((one) => one.read_at !== null)).toEqual([true, true]);
  });

  await test.step("she chooses what she is told, and when letters wait", async () => {
    await page.goto("/settings/notifications");
    const assignments = page.getByRole("group", { name: "Given to you" });
    await assignments.getByRole("switch", { name: "By mail" }).click();
    await expect(assignments.getByRole("switch", { name: "By mail" })).not.toBeChecked();
    await page.getByRole("switch", { name: "Keep quiet" }).click();
    await page.getByLabel("Until").fill("06:30");
    await page.getByLabel("From", { exact: true }).focus();
    expect(await findings(page)).toEqual([]);
    await expect.poll(() => dana.get("/notifications/preferences")).toMatchObject({
      kinds: [{ kind: "assignment", in_app: true, by_email: false }, {}, {}, {}],
      quiet_hours: { begins: "22:00", ends: "06:30" },
    });
    await page.reload();
    await expect(assignments.getByRole("switch", { name: "By mail" })).not.toBeChecked();
    await expect(page.getByLabel("Until")).toHaveValue("06:30");
    await expect(page.getByRole("group", { name: "Webhooks switched off" })).toHaveCount(0);
  });
});

test("on a phone the menu leads to them", async ({ openBrowser }) => {
  const page = await (await openBrowser({ viewport: { width: 390, height: 844 } })).newPage();
  const agent = new Agent(page);
  await agent.signIn(DANA);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: /^Notifications/ }).click();
  await expect(page.getByRole("heading", { name: "Notifications" })).toBeVisible();
  await page.getByRole("link", { name: "Choose what you are told" }).click();
  await expect(page.getByRole("group", { name: "New messages" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Notifications" })).toBeInViewport();
  expect(await findings(page)).toEqual([]);
});
