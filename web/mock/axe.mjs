// Checks the screens with axe against a running server: node mock/axe.mjs [origin]
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const origin = process.argv[2] ?? "http://127.0.0.1:8090";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const data = { email: process.env.EMAIL ?? "maya@northwind.example", password: process.env.PASSWORD ?? "northwind-demo" };
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
let found = 0;
for (const [width, height] of [[1440, 900], [390, 844]]) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce", bypassCSP: true });
    const check = async (name, page) => {
      await page.waitForTimeout(700);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      for (const violation of violations) {
        found += 1;
        console.log(`${name} ${width} ${colorScheme}: ${violation.id} (${violation.impact}) ${violation.help}`);
        for (const node of violation.nodes.slice(0, 3)) console.log(`    ${node.html.slice(0, 160)}\n      ${node.any.map((any) => any.message).join("; ").slice(0, 200)}`);
      }
    };
    const page = await context.newPage();
    for (const path of ["/sign-in", "/register", "/invitation#good", "/invitation", "/forgot", "/reset#good", "/verify#password", "/outbox"]) {
      await page.goto(origin + path);
      await check(path, page);
    }
    await context.request.post(`${origin}/api/v1/auth/login`, { data });
    for (const path of ["/inbox", "/knowledge", "/chatbots", "/members", "/ai", "/settings", "/settings/devices", "/settings/roles", "/settings/audit-log", "/settings/jobs"]) {
      await page.goto(origin + path);
      await check(path, page);
    }
    await page.goto(`${origin}/inbox`);
    await page.locator("[data-conversation]").first().click();
    await page.getByRole("log").waitFor();
    await check("thread", page);
    const citation = page.getByRole("button", { name: /^Source 1/ }).first();
    if (await citation.isVisible()) {
      await citation.click();
      await check("source", page);
      await page.getByRole("button", { name: "Close source" }).click();
    }
    await page.goto(`${origin}/inbox`);
    await page.keyboard.press("Control+k");
    await check("palette", page);
    await context.close();
  }
}
await browser.close();
console.log(`${found} violations`);
if (found > 0) process.exit(1);
