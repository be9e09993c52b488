// Takes pictures of the screens against the mock (or any server): node mock/shots.mjs [origin] [names…]
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const [origin = "http://127.0.0.1:8090", ...only] = process.argv.slice(2);
const out = new URL("./shots/", import.meta.url).pathname;
mkdirSync(out, { recursive: true });
const email = process.env.EMAIL ?? "maya@northwind.example";
const password = process.env.PASSWORD ?? "northwind-demo";

const SCREENS = {
  "sign-in": { path: "/sign-in", guest: true },
  "sign-in-error": { path: "/sign-in", guest: true, act: async (page) => { await page.getByLabel("E-mail").fill("nobody"); await page.getByRole("button", { name: "Sign in" }).click(); } },
  register: { path: "/register", guest: true },
  forgot: { path: "/forgot", guest: true },
  reset: { path: "/reset#good", guest: true, act: async (page) => { await page.getByLabel("New password", { exact: true }).fill("quiet-lantern"); await page.getByRole("meter").waitFor(); } },
  "register-filled": { path: "/register", guest: true, act: async (page) => { await page.getByLabel("Password", { exact: true }).fill("password1"); await page.getByRole("button", { name: "Create workspace" }).click(); await page.getByRole("meter").waitFor(); } },
  "verify-link": { path: "/verify#password", guest: true, wait: "form" },
  verify: { path: "/verify", wait: "form" },
  outbox: { path: "/outbox", wait: "main", act: async (page) => { await page.getByRole("list", { name: "Letters" }).getByRole("button").first().click(); } },
  account: { path: "/settings/account" },
  "account-email": { path: "/settings/account", act: async (page) => { await page.getByRole("button", { name: "Change the address" }).click(); } },
  "account-delete": { path: "/settings/account", act: async (page) => { await page.getByRole("button", { name: "Delete account…" }).click(); } },
  inbox: { path: "/inbox" },
  thread: { path: "/inbox", act: openFirst },
  source: { path: "/inbox", act: async (page) => { await openFirst(page); await page.getByRole("region", { name: "AI draft" }).getByRole("button", { name: /Source 1/ }).click(); } },
  note: { path: "/inbox", act: async (page) => { await openFirst(page); await page.getByRole("tab", { name: "Private note" }).click(); await page.getByRole("textbox", { name: "Private note" }).fill("Called the workshop: Fjord Elbil is an approved partner."); } },
  edit: { path: "/inbox", act: async (page) => { await openFirst(page); await page.getByRole("button", { name: "Edit", exact: true }).click(); } },
  failed: { path: "/inbox", act: async (page) => { await openFirst(page); await page.getByRole("textbox", { name: "Reply" }).fill("This will fail the first time"); await page.getByRole("button", { name: "Send reply" }).click(); await page.getByRole("button", { name: "Retry" }).waitFor(); } },
  resolved: { path: "/inbox", act: async (page) => { await openFirst(page); await page.getByRole("button", { name: "Resolve", exact: true }).click(); } },
  empty: { path: "/inbox?q=zzzzz" },
  palette: { path: "/inbox", act: async (page) => { await page.keyboard.press("Control+k"); await page.getByRole("combobox", { name: "Search and commands" }).waitFor(); await page.waitForTimeout(500); } },
  shortcuts: { path: "/inbox", act: async (page) => { await page.keyboard.press("?"); } },
  knowledge: { path: "/knowledge" },
  ask: { path: "/knowledge", act: async (page) => { if (page.viewportSize().width < 1280) await page.getByRole("button", { name: "Ask", exact: true }).first().click(); await page.getByLabel("Question").fill("How long is the battery warranty?"); await page.getByLabel("Question").press("Enter"); await page.getByRole("article", { name: "Answer" }).waitFor(); } },
  document: { path: "/knowledge", act: async (page) => { await page.getByRole("link", { name: /warranty/i }).first().click(); await page.getByRole("region", { name: "Passages" }).waitFor(); } },
  chatbot: { path: "/chatbots", wait: 'form[aria-label="Chatbot settings"]' },
  members: { path: "/members" },
  devices: { path: "/settings/devices" },
  security: { path: "/settings/security", wait: 'section[aria-label="Passkeys"] li' },
  "second-step": { path: "/sign-in", guest: true, act: async (page) => { await page.getByLabel("E-mail").fill("two-step@x.example"); await page.getByLabel("Password", { exact: true }).fill(password); await page.getByRole("button", { name: "Sign in", exact: true }).click(); await page.getByRole("heading", { name: "Two-step sign-in" }).waitFor(); } },
  roles: { path: "/settings/roles" },
  "audit-log": { path: "/settings/audit-log" },
  jobs: { path: "/settings/jobs" },
  "job-open": { path: "/settings/jobs", act: async (page) => { await page.locator("summary").filter({ hasText: "Send an e-mail" }).first().click(); } },
  "add-member": { path: "/members", act: async (page) => { await page.getByRole("button", { name: "Add member" }).click(); } },
  ai: { path: "/ai" },
  settings: { path: "/settings" },
  "settings-end": { path: "/settings", act: async (page) => { await page.getByRole("button", { name: "Delete workspace…" }).scrollIntoViewIfNeeded(); } },
  "settings-teams": { path: "/settings/teams" },
  "settings-team": { path: "/settings/teams", act: async (page) => { await page.getByRole("button", { name: /^Change / }).first().click(); } },
  "settings-features": { path: "/settings/features" },
  "settings-usage": { path: "/settings/usage" },
};
async function openFirst(page) {
  await page.locator("[data-conversation]").first().click();
  await page.getByRole("log").waitFor();
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
const VIEWS = [["desktop", 1440, 900], ["phone", 390, 844]];
const wanted = Object.keys(SCREENS).filter((name) => only.length === 0 || only.includes(name));
for (const [device, width, height] of VIEWS) {
  for (const scheme of ["light", "dark"]) {
    if (process.env.VIEW && !`${device}-${scheme}`.includes(process.env.VIEW)) continue;
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, hasTouch: device === "phone", isMobile: device === "phone", reducedMotion: "reduce" });
    const login = await context.request.post(`${origin}/api/v1/auth/login`, { data: { email, password } });
    if (!login.ok()) throw new Error(`sign in failed: ${login.status()}`);
    for (const name of wanted) {
      const screen = SCREENS[name];
      const guest = screen.guest ? await browser.newContext({ viewport: { width, height }, colorScheme: scheme }) : null;
      const page = await (guest ?? context).newPage();
      page.on("console", (message) => message.type() === "error" && console.log(`${name} ${device}: ${message.text()}`));
      page.on("pageerror", (error) => console.log(`${name} ${device}: ${error.message}`));
      try {
        await page.goto(origin + screen.path);
        await page.locator(screen.wait ?? (screen.guest ? "form" : "#main")).first().waitFor();
        await page.waitForTimeout(600);
        await screen.act?.(page);
        await page.waitForTimeout(500);
      } catch (error) {
        console.log(`${name} ${device} ${scheme}: ${error.message.split("\n").slice(0, 3).join(" | ")}`);
      }
      await page.screenshot({ path: `${out}${name}-${device}-${scheme}.png` });
      await page.close();
      await guest?.close();
    }
    await context.close();
  }
}
await browser.close();
