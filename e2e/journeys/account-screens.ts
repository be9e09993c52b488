import { expect, type BrowserContext, type Page } from "@playwright/test";
import { Agent } from "../people/agent.ts";
import { AuthenticatorApp } from "../people/authenticator-app.ts";
import { NORTHWIND } from "../server/api.ts";
import { letterTo, linkIn } from "../server/letters.ts";
import { makeOperator } from "../server/operators.ts";
import { newAccount, register } from "./registration.ts";

type Visit = (name: string, page: Page) => Promise<void>;
type Open = () => Promise<BrowserContext>;

const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** What somebody sees of their own account: from registering to its second factors, in a workspace of their own. */
export async function walkAccount(open: Open, visit: Visit): Promise<void> {
  const page = await (await open()).newPage();
  const account = newAccount("Marsh Bakery");
  await page.goto("/register");
  await page.getByLabel("Password", { exact: true }).fill("lantern-orbit");
  await expect(page.getByRole("meter", { name: "Password strength" })).toHaveAttribute("aria-valuetext", /guess/);
  await visit("register-strength", page);
  await register(page, account);
  await visit("unverified", page);
  await page.goto("/verify");
  await expect(page.getByRole("heading", { name: "Verify your e-mail address" })).toBeVisible();
  await visit("verify", page);

  const lost = await (await open()).newPage();
  await lost.goto("/forgot");
  await lost.getByRole("textbox", { name: "E-mail" }).fill(account.email);
  await lost.getByRole("button", { name: "Send the link" }).click();
  await expect(lost.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible();
  await visit("forgot-sent", lost);
  await lost.goto(linkIn(await letterTo(account.email, "password-reset")));
  await lost.getByLabel("New password", { exact: true }).fill("amber-violin-thirteen-7");
  await visit("reset", lost);

  await page.goto("/settings/security");
  await expect(page.getByRole("heading", { name: "Authenticator app" })).toBeVisible();
  await visit("security-off", page);
  await region(page, "Authenticator app").getByRole("button", { name: "Set up" }).click();
  const form = page.getByRole("form", { name: "Authenticator app" });
  await expect(form.getByRole("img", { name: /QR code/ })).toBeVisible();
  await form.getByText("Can't scan it? Type the key").click();
  await visit("two-step-set-up", page);
  const app = new AuthenticatorApp(await form.getByLabel("Key", { exact: true }).innerText());
  await form.getByRole("textbox", { name: "Code" }).fill(app.code());
  await form.getByRole("button", { name: "Turn on" }).click();
  const codes = page.getByRole("dialog", { name: "Keep your recovery codes" });
  await expect(codes.getByRole("listitem")).toHaveCount(10);
  await visit("recovery-codes", page);
  await codes.getByRole("button", { name: "I've kept them" }).click();
  await expect(page.getByText("Two-step sign-in is on")).toBeVisible();
  await visit("security-on", page);
  await page.goto("/settings/devices");
  await expect(page.getByRole("listitem").first()).toBeVisible();
  await visit("devices", page);
}

/** The settings that only some workspaces need, as the owner of the demo sees them. */
export async function walkSettings(page: Page, visit: Visit): Promise<void> {
  await new Agent(page).signIn({ email: NORTHWIND.owner.email, password: NORTHWIND.password });
  for (const [path, name] of [
    ["/settings/roles", "Roles"],
    ["/settings/audit-log", "Audit log"],
    ["/settings/jobs", "Jobs"],
    ["/settings/sign-in", "Another browser"],
  ] as const) {
    await page.goto(path);
    await expect(region(page, name)).toBeVisible();
    await expect(page.getByText(/^Loading/)).toHaveCount(0);
    await visit(path.slice("/settings/".length), page);
  }
  await page.goto("/settings/roles");
  await page.getByRole("button", { name: "New role" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await visit("new-role", page);
}

/** A desktop that asks, and the phone that answers. */
export async function walkQr(open: Open, visit: Visit): Promise<void> {
  const desktop = await (await open()).newPage();
  await desktop.goto("/sign-in/phone");
  const code = desktop.getByRole("img", { name: /^QR code/ });
  await expect(code).toBeVisible();
  await visit("qr-desktop", desktop);
  const phone = await (await open()).newPage();
  await new Agent(phone).signIn({ email: NORTHWIND.agent.email, password: NORTHWIND.password });
  await phone.goto("/qr");
  await expect(phone.getByRole("textbox", { name: "Code" })).toBeVisible();
  await visit("qr-typed", phone);
  await phone.goto(new URL(((await code.getAttribute("alt")) ?? "").replace(/^.*leads to /, "")).pathname);
  await expect(phone.getByRole("button", { name: "Approve" })).toBeVisible();
  await visit("qr-phone", phone);
}

/** The installation's area, and a workspace entered from it. */
export async function walkOperator(open: Open, visit: Visit): Promise<void> {
  const page = await (await open()).newPage();
  const operator = { ...newAccount("Operations"), name: "Olga Brandt" };
  await register(page, operator);
  await makeOperator(operator.email);
  await page.goto("/operator");
  await expect(region(page, "The installation")).toBeVisible();
  await visit("operator", page);
  for (const name of ["Users", "Log"]) {
    await page.goto(`/operator/${name.toLowerCase()}`);
    await expect(page.getByRole("list").first()).toBeVisible();
    await visit(`operator-${name}`, page);
  }
  await page.goto("/operator/tenants");
  await page.getByRole("searchbox", { name: "Name or address" }).fill("Northwind");
  const rows = page.getByRole("list", { name: "Tenants" }).getByRole("link");
  await expect(rows).toHaveCount(1);
  await visit("operator-tenants", page);
  await rows.click();
  await expect(region(page, "Usage")).toContainText("AI cost this month");
  await visit("operator-tenant", page);
  await page.getByRole("button", { name: `Enter as ${NORTHWIND.owner.name}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Ticket 4711: the list is empty");
  await visit("operator-enter", page);
  await dialog.getByRole("button", { name: "Enter to read" }).click();
  await expect(region(page, "Impersonation")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Inbox" })).toBeVisible();
  await visit("impersonation", page);
  await region(page, "Impersonation").getByRole("button", { name: "Stop" }).click();
  await expect(region(page, "The installation")).toBeVisible();
}
