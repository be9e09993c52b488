import { Agent } from "../people/agent.ts";
import { Api } from "../server/api.ts";
import { expect, test } from "./journey.ts";
import { newAccount, register } from "./registration.ts";
import { findings } from "./screens.ts";

/** A red picture of 32 by 32 pixels, drawn by the browser itself. */
const drawn = (): string => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 32;
  const context = canvas.getContext("2d");
  if (context !== null) {
    context.fillStyle = "#b91c1c";
    context.fillRect(0, 0, 32, 32);
  }
  return canvas.toDataURL("image/jpeg").split(",")[1] ?? "";
};

test("an owner makes the workspace theirs: settings, looks, teams, features, usage, and its end taken back", async ({ openBrowser }) => {
  test.setTimeout(120_000);
  const page = await (await openBrowser()).newPage();
  const owner = new Agent(page);
  const account = newAccount("Fjord Ferries");
  await register(page, account);
  const tab = (name: string) => page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name }).click();
  await owner.goTo("Settings");

  await test.step("name, short name, place and money", async () => {
    const form = page.getByRole("form", { name: "Workspace" });
    await form.getByRole("textbox", { name: "Name", exact: true }).fill("Fjord Ferries AS");
    await form.getByRole("textbox", { name: "Short name" }).fill("Fjord Ferries");
    await expect(form.getByRole("textbox", { name: "Short name" })).toHaveValue("fjord-ferries");
    await form.getByRole("textbox", { name: "Short name" }).fill(`ferries-${Date.now().toString(36)}`);
    await form.getByRole("combobox", { name: "Time zone" }).selectOption("Europe/Oslo");
    await form.getByRole("combobox", { name: "Currency" }).selectOption("NOK");
    await form.getByRole("button", { name: "Save changes" }).click();
    await expect(owner.notifications).toContainText("Workspace saved");
    await form.getByRole("textbox", { name: "Short name" }).fill("api");
    await form.getByRole("button", { name: "Save changes" }).click();
    await expect(form.getByRole("alert")).toContainText("installation needs itself");
  });

  await test.step("a logo and a colour", async () => {
    const picture = Buffer.from(await page.evaluate(drawn), "base64");
    await page.getByLabel("Logo", { exact: true }).setInputFiles({ name: "logo.jpg", mimeType: "image/jpeg", buffer: picture });
    await expect(page.getByRole("img", { name: "Logo of Fjord Ferries AS" })).toBeVisible();
    await page.getByLabel("Logo", { exact: true }).setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
    await expect(page.getByRole("region", { name: "Looks" }).getByRole("alert")).toContainText("no picture");
    const colour = page.getByRole("form", { name: "Colour" });
    await colour.getByRole("textbox", { name: "Colour", exact: true }).fill("#facc15");
    await colour.getByRole("button", { name: "Save colour" }).click();
    await expect(owner.notifications).toContainText("Colour saved");
    // The rail wears the logo.
    await expect(page.getByRole("button", { name: "Search and commands" }).locator("img")).toBeVisible();
  });

  await test.step("age is verified once", async () => {
    const age = page.getByRole("region", { name: "Your age" });
    await age.getByLabel("Date of birth").fill("2024-02-29");
    await age.getByRole("button", { name: "Verify" }).click();
    await expect(age).toContainText("2 corrections left");
    await age.getByLabel("Date of birth").fill("1988-02-29");
    await age.getByRole("button", { name: "Verify" }).click();
    await expect(age).toContainText("18 or older");
  });

  await test.step("a team", async () => {
    await tab("Teams");
    await expect(page.getByRole("heading", { name: "No teams yet" })).toBeVisible();
    await page.getByRole("button", { name: "New team" }).first().click();
    const dialog = page.getByRole("dialog", { name: "New team" });
    await dialog.getByRole("button", { name: "Create team" }).click();
    await expect(dialog.getByRole("alert")).toContainText("name");
    await dialog.getByRole("textbox", { name: "Name" }).fill("Bookings");
    await dialog.getByRole("checkbox", { name: account.name }).check();
    await dialog.getByRole("button", { name: "Create team" }).click();
    await expect(page.getByRole("list", { name: "Teams" }).getByRole("listitem")).toContainText("Bookings");
  });

  await test.step("a feature is switched off, and what it is about goes with it", async () => {
    await tab("Features");
    await page.getByRole("switch", { name: "Members without an invitation" }).click();
    await expect(page.getByRole("button", { name: /Back to default/ })).toBeVisible();
    await owner.goTo("Members");
    await expect(page.getByRole("button", { name: "Invite" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Add member" })).toHaveCount(0);
    await page.getByRole("searchbox", { name: "Name or e-mail" }).fill("nobody like this");
    await expect(page.getByRole("heading", { name: "Nobody like that" })).toBeVisible();
    await page.getByRole("button", { name: "Show everyone" }).click();
    await expect(page.getByRole("list", { name: "Members" }).getByRole("listitem")).toContainText("Bookings");
    await owner.goTo("Settings");
    await tab("Usage");
    await expect(page.getByRole("heading", { name: "Storage" })).toBeVisible();
  });

  await test.step("its end is asked for by name, shown to everyone, and taken back", async () => {
    await tab("General");
    await page.getByRole("button", { name: "Delete workspace…" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete Fjord Ferries AS?" });
    await expect(dialog.getByRole("button", { name: "Delete in thirty days" })).toBeDisabled();
    await dialog.getByRole("textbox").fill("Fjord Ferries AS");
    await dialog.getByRole("button", { name: "Delete in thirty days" }).click();
    const notice = page.getByRole("status").filter({ hasText: "will be erased" });
    await expect(notice).toBeVisible();
    await owner.goTo("Inbox");
    await expect(notice).toBeVisible();
    await notice.getByRole("link", { name: "See more" }).click();
    await page.getByRole("button", { name: "Keep the workspace" }).click();
    await expect(notice).toHaveCount(0);
  });
});

test("an agent who sees only their own loses what is taken from them while looking at it", async ({ openBrowser }) => {
  test.setTimeout(120_000);
  const account = newAccount("Fjord Ferries");
  const api = await Api.register(account);
  const agentAccount = { ...newAccount("Fjord Ferries"), name: "Sunniva Berg" };
  const { user_id: agentId } = await api.post<{ user_id: string }>("/members", { email: agentAccount.email, name: agentAccount.name, role: "agent", password: agentAccount.password });
  const team = await api.post<{ id: string }>("/teams", { name: "Bookings", member_ids: [agentId] });
  const mine = await api.conversation("Ada Holm", "May I bring my dog on the ferry?");
  const hidden = await api.conversation("Bo Lind", "When does the first one leave?");
  await api.post(`/conversations/${mine}/assign`, { assignee_id: agentId });
  await api.patch("/features", { features: { assigned_only: true } });

  const page = await (await openBrowser()).newPage();
  const agent = new Agent(page);
  await agent.signIn(agentAccount);
  await agent.isLive();
  await expect(agent.rows("Ada Holm")).toHaveCount(1);
  await expect(agent.rows("Bo Lind")).toHaveCount(0);
  await page.goto(`/inbox/${hidden}`);
  await expect(page.getByRole("heading", { name: "This conversation isn't here" })).toBeVisible();
  await page.goto("/inbox");
  await agent.isLive();

  await test.step("what comes to their team comes by itself", async () => {
    await api.post(`/conversations/${hidden}/assign`, { team_id: team.id });
    await expect(agent.rows("Bo Lind")).toHaveCount(1);
    await page.getByRole("button", { name: "My teams" }).click();
    await expect(agent.rows("Bo Lind")).toHaveCount(1);
    await expect(agent.rows("Ada Holm")).toHaveCount(0);
    await page.getByRole("button", { name: "All", exact: true }).click();
  });

  await test.step("what goes, goes while they look at it", async () => {
    await agent.open(agent.rows("Ada Holm"));
    await expect(agent.message("May I bring my dog")).toBeVisible();
    await api.post(`/conversations/${mine}/assign`, { assignee_id: null });
    await expect(page.getByRole("heading", { name: "This conversation isn't here" })).toBeVisible();
    await expect(agent.rows("Ada Holm")).toHaveCount(0);
    await expect(page.getByText("May I bring my dog")).toHaveCount(0);
  });

  await test.step("switched off, everything is there again without loading the page", async () => {
    await api.patch("/features", { features: { assigned_only: false } });
    await expect(agent.rows("Ada Holm")).toHaveCount(1);
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the workspace's settings are accessible in the ${colorScheme} theme`, async ({ openBrowser }) => {
    test.setTimeout(90_000);
    const account = newAccount("Fjord Ferries");
    const api = await Api.register(account);
    await api.post("/teams", { name: "Bookings" });
    await api.patch("/tenant", { accent: "#facc15" });
    await api.post("/tenant/deletion", { name: account.workspace });
    const page = await (await openBrowser({ colorScheme })).newPage();
    await new Agent(page).signIn(account);
    const found: string[] = [];
    for (const [path, landmark] of [["/settings", "Workspace"], ["/settings/teams", "Teams"], ["/settings/features", "Features"], ["/settings/usage", "Usage"], ["/members", null]] as const) {
      await page.goto(path);
      if (landmark === null) await expect(page.getByRole("search", { name: "People" })).toBeVisible();
      else await expect(page.getByRole("region", { name: landmark, exact: true })).toBeVisible();
      for (const finding of await findings(page)) found.push(`${path}: ${finding}`);
    }
    expect(found).toEqual([]);
  });
}
