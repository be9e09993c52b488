// Drives the built widget in a real Chromium against the mock: what must hold when pages reload, the server dies,
// the network goes and two tabs are open. Needs `npm run build` first; exits with 1 when anything fails.
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { desktop, launch, phone } from "./browser.mjs";
import { startMock } from "./server.mjs";

const PORT = 8097;
const stateFile = join(tmpdir(), `widget-journey-${process.pid}.json`);
const browser = await launch();
let passed = 0;
let failed = 0;

const only = process.argv[2];

async function journey(name, device, run, mockOptions = {}) {
  if (only && !name.includes(only)) return;
  rmSync(stateFile, { force: true });
  const start = (more) => startMock({ port: PORT, stateFile, ...mockOptions, ...more });
  const world = { mock: await start(), restart: async (more) => (world.mock = await start(more)) };
  const context = await browser.newContext(device);
  const errors = [];
  const tab = async () => {
    const page = await context.newPage();
    page.on("pageerror", (error) => errors.push(error.stack));
    page.on("console", (line) => /Content Security|violates/i.test(line.text()) && errors.push(line.text()));
    await page.goto(`${world.mock.url}/demo`);
    await page.waitForSelector("dealsmart-widget .launcher");
    return page;
  };
  try {
    await run({ world, tab, context });
    assert.deepEqual(errors, []);
    passed++;
    console.log(`ok    ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}\n${error.stack}`);
  } finally {
    await context.close();
    await world.mock.stop();
    rmSync(stateFile, { force: true });
  }
}

const inside = (page, selector) => page.locator(`dealsmart-widget ${selector}`);
const open = (page) => inside(page, ".launcher").click();
async function write(page, text) {
  await inside(page, "textarea").fill(text);
  await inside(page, "textarea").press("Enter");
}
const bubbles = (page) => inside(page, ".msg.customer .bubble").allTextContents();
const said = (mock) => (mock.only()?.messages ?? []).filter(({ sender }) => sender.kind === "customer").map(({ content }) => content);
async function until(check, ms = 12_000) {
  const end = Date.now() + ms;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const staff = { kind: "staff", id: null, name: "Dana Kowalski" };

await journey("asks, is answered with sources that open, and the page reports nothing", desktop, async ({ tab, context }) => {
  const page = await tab();
  await open(page);
  await write(page, "How long is the battery warranty?");
  await inside(page, ".cites").waitFor();
  const [source] = await Promise.all([context.waitForEvent("page"), inside(page, "a.chip").first().click()]);
  assert.match(source.url(), /\/api\/v1\/widget\/demo\/sources\/[\w-]+\?quote=The%20high-voltage/);
  assert.equal(await source.evaluate(() => window.opener), null);
});

await journey("a reload keeps the conversation and the open panel; a draft too", desktop, async ({ tab }) => {
  const page = await tab();
  await open(page);
  await write(page, "What does the SUV cost?");
  await inside(page, ".cites").waitFor();
  await inside(page, "textarea").fill("half a thou");
  await page.reload();
  await inside(page, ".cites").waitFor();
  assert.deepEqual(await bubbles(page), ["What does the SUV cost?"]);
  assert.equal(await inside(page, "textarea").inputValue(), "half a thou");
});

await journey("the server dies after storing, before answering: exactly one copy", desktop, async ({ world, tab }) => {
  const page = await tab();
  await open(page);
  await write(page, "first");
  await until(async () => assert.deepEqual(said(world.mock), ["first"]));
  world.mock.faults.dieAfterCommit = true;
  await write(page, "in the dark");
  await write(page, "right behind it");
  await pause(800);
  await page.waitForTimeout(100);
  assert.deepEqual(await bubbles(page), ["first", "in the dark", "right behind it"]);
  await world.restart();
  await until(async () => assert.deepEqual(said(world.mock), ["first", "in the dark", "right behind it"]));
  await until(async () => assert.equal(await inside(page, ".msg.pending").count(), 0));
  assert.deepEqual(await bubbles(page), ["first", "in the dark", "right behind it"]);
});

await journey("a reload while the server is away loses nothing", desktop, async ({ world, tab }) => {
  const page = await tab();
  await open(page);
  await write(page, "before");
  await until(async () => assert.deepEqual(said(world.mock), ["before"]));
  world.mock.faults.status = 503;
  await write(page, "kept");
  await until(async () => assert.ok(world.mock.faults.posts > 1));
  await page.reload();
  await until(async () => assert.deepEqual(await bubbles(page), ["before", "kept"]));
  world.mock.faults.status = null;
  await until(async () => assert.deepEqual(said(world.mock), ["before", "kept"]));
});

await journey("three seconds offline: what both sides wrote is there, once and in order", desktop, async ({ world, tab, context }) => {
  const page = await tab();
  await open(page);
  await write(page, "one");
  await until(async () => assert.deepEqual(said(world.mock), ["one"]));
  await until(async () => assert.ok((await inside(page, ".msg.system").count()) > 0));
  await context.setOffline(true);
  await inside(page, ".connection").waitFor();
  await write(page, "two");
  await write(page, "three");
  world.mock.say(world.mock.only(), staff, "meanwhile");
  await pause(3_000);
  assert.deepEqual(said(world.mock), ["one"]);
  await context.setOffline(false);
  await until(async () => assert.deepEqual(said(world.mock), ["one", "two", "three"]));
  await until(async () => assert.deepEqual(await inside(page, ".msg.staff .bubble").allTextContents(), ["meanwhile"]));
  await inside(page, ".connection").waitFor({ state: "hidden" });
  assert.deepEqual(await bubbles(page), ["one", "two", "three"]);
});

await journey("two tabs show the same and send nothing twice", desktop, async ({ world, tab }) => {
  const left = await tab();
  const right = await tab();
  await open(left);
  await open(right);
  await Promise.all([write(left, "from the left"), write(right, "from the right")]);
  await until(async () => assert.equal(said(world.mock).length, 2));
  assert.equal(Object.keys(world.mock.state.conversations).length, 1);
  const both = said(world.mock);
  for (const page of [left, right]) await until(async () => assert.deepEqual(await bubbles(page), both));
  world.mock.faults.status = 503;
  await write(left, "slow");
  await until(async () => assert.deepEqual(await bubbles(right), [...both, "slow"]));
  await left.close();
  world.mock.faults.status = null;
  await write(right, "quick");
  await until(async () => assert.deepEqual(said(world.mock), [...both, "slow", "quick"]));
});

await journey("unread badge while closed, cleared by opening, across tabs", desktop, async ({ world, tab }) => {
  const page = await tab();
  const other = await tab();
  await open(page);
  await write(page, "hello");
  await until(async () => assert.ok(world.mock.only()));
  await until(async () => assert.equal(await inside(page, ".msg.pending").count(), 0));
  await page.keyboard.press("Escape");
  assert.equal(await inside(page, ".panel").isVisible(), false);
  await pause(900);
  world.mock.say(world.mock.only(), staff, "Hi!");
  world.mock.say(world.mock.only(), staff, "Are you there?");
  await until(async () => assert.equal(await inside(page, ".badge").textContent(), "2"));
  assert.equal(await inside(page, ".launcher").getAttribute("aria-label"), "Open chat, 2 unread messages");
  await page.reload();
  await until(async () => assert.equal(await inside(page, ".badge").textContent(), "2"));
  await open(page);
  await inside(page, ".badge").waitFor({ state: "hidden" });
  await until(async () => assert.equal(await inside(other, ".badge").isVisible(), false));
});

await journey("sockets that never get through are replaced by polling", desktop, async ({ world, tab }) => {
  world.mock.faults.noSocket = true;
  const page = await tab();
  await open(page);
  await write(page, "hello");
  await until(async () => assert.ok(world.mock.only()));
  await pause(4_000);
  const began = Date.now();
  world.mock.say(world.mock.only(), staff, "by poll");
  await until(async () => assert.deepEqual(await inside(page, ".msg.staff .bubble").allTextContents(), ["by poll"]));
  assert.ok(Date.now() - began < 3_000);
});

await journey("a token that the server no longer takes leads to a new session, and the message arrives", desktop, async ({ world, tab }) => {
  const page = await tab();
  await open(page);
  await write(page, "old");
  await until(async () => assert.deepEqual(said(world.mock), ["old"]));
  world.mock.state.sessions = {};
  await write(page, "new");
  await until(async () => assert.deepEqual(said(world.mock), ["new"]));
  await until(async () => assert.deepEqual(await bubbles(page), ["new"]));
});

await journey("a refused message says why, and can be sent again or removed", desktop, async ({ world, tab }) => {
  world.mock.faults.refuse = "Please wait.";
  const page = await tab();
  await open(page);
  await write(page, "again");
  await inside(page, ".refused").waitFor();
  assert.match(await inside(page, ".refused .foot").textContent(), /Not sent: Please wait\./);
  world.mock.faults.refuse = null;
  await inside(page, ".act").first().click();
  await until(async () => assert.deepEqual(said(world.mock), ["again"]));
});

await journey("hand-over: e-mail prompt, colleague's name, typing both ways", desktop, async ({ world, tab }) => {
  const page = await tab();
  await open(page);
  await write(page, "something unknown");
  await inside(page, ".prompt").waitFor();
  await until(async () => assert.equal(await inside(page, ".status").textContent(), "A colleague will answer"));
  await inside(page, ".email").fill("nope");
  await inside(page, ".save").click();
  await inside(page, ".prompt .bad").waitFor();
  await inside(page, ".email").fill("ana@example.com");
  await inside(page, ".save").click();
  await inside(page, ".prompt-done").waitFor();
  const [session] = Object.values(world.mock.state.sessions);
  assert.equal(session.email, "ana@example.com");
  world.mock.update(world.mock.only(), { assignee_name: "Dana Kowalski" });
  world.mock.typing(world.mock.only(), staff, true);
  await until(async () => assert.equal(await inside(page, ".status").textContent(), "You are talking to Dana Kowalski"));
  await until(async () => assert.match(await inside(page, ".typing").textContent(), /Dana Kowalski is typing/));
  await inside(page, "textarea").pressSequentially("hi there", { delay: 60 });
  await until(async () => assert.deepEqual(session.typing?.at(-1), { typing: true }));
  assert.ok(session.typing.length <= 2);
});

await journey("keyboard: focus goes in and comes back, Shift+Enter is a new line, the page's shortcuts stay quiet", desktop, async ({ world, tab }) => {
  const page = await tab();
  await page.evaluate(() => {
    window.heard = [];
    addEventListener("keydown", (event) => window.heard.push(event.key));
  });
  const active = () => page.evaluate(() => document.querySelector("dealsmart-widget").shadowRoot.activeElement?.className);
  await inside(page, ".launcher").focus();
  await page.keyboard.press("Enter");
  await until(async () => assert.equal(await active(), "field"));
  await page.evaluate(() => (window.heard = []));
  await page.keyboard.type("a");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("b");
  await page.keyboard.press("Enter");
  await until(async () => assert.deepEqual(said(world.mock), ["a\nb"]));
  assert.deepEqual(await page.evaluate(() => window.heard), []);
  await page.keyboard.press("Escape");
  assert.equal(await active(), "launcher");
});

await journey("works on a page that demands Trusted Types and a nonce, and forbids inline styles", desktop, async ({ world, context }) => {
  await context.route("**/strict", (route) =>
    route.fulfill({
      contentType: "text/html",
      headers: {
        "content-security-policy":
          "default-src 'none'; script-src 'nonce-abc'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types dealsmart",
      },
      body: '<!doctype html><html lang="en"><title>x</title><body><script nonce="abc" src="/widget.js" data-chatbot="demo" async></script>',
    }),
  );
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (line) => /Content Security|Trusted/i.test(line.text()) && complaints.push(line.text()));
  await page.goto(`${world.mock.url}/strict`);
  await open(page);
  await write(page, "battery");
  await inside(page, ".cites").waitFor();
  assert.equal(await inside(page, ".launcher").evaluate((button) => getComputedStyle(button).position), "fixed");
  assert.deepEqual(complaints, []);
});

await journey("opens in under 100 ms once the page is at rest", desktop, async ({ tab }) => {
  const page = await tab();
  await page.waitForTimeout(500);
  await inside(page, ".launcher").hover();
  await page.waitForTimeout(200);
  const ms = await page.evaluate(async () => {
    const root = document.querySelector("dealsmart-widget").shadowRoot;
    const began = performance.now();
    root.querySelector(".launcher").click();
    while (!root.querySelector("textarea")) await new Promise((done) => setTimeout(done));
    await new Promise((done) => requestAnimationFrame(done));
    return performance.now() - began;
  });
  console.log(`      opened in ${ms.toFixed(0)} ms`);
  assert.ok(ms < 100);
});

await journey("phone: full screen with a way out, focus kept inside, page behind still", phone, async ({ tab }) => {
  const page = await tab();
  await inside(page, ".launcher").tap();
  await inside(page, "textarea").waitFor();
  await until(async () => assert.deepEqual(await inside(page, ".panel").boundingBox(), { x: 0, y: 0, width: 390, height: 844 }));
  assert.equal(await inside(page, ".panel").getAttribute("aria-modal"), "true");
  for (let i = 0; i < 8; i++) await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.localName), "dealsmart-widget");
  assert.equal(await page.evaluate(() => document.documentElement.style.overflow), "hidden");
  for (const name of [".close", ".send", "textarea"]) {
    const box = await inside(page, name).boundingBox();
    assert.ok(box.width >= 44 && box.height >= 44, `${name} ${JSON.stringify(box)}`);
  }
  await inside(page, ".close").tap();
  assert.equal(await inside(page, ".panel").isVisible(), false);
  assert.equal(await page.evaluate(() => document.documentElement.style.overflow), "");
});

await journey("the page's own script can open, close, identify and listen", desktop, async ({ world, tab }) => {
  const page = await tab();
  await page.evaluate(() => {
    window.seen = [];
    for (const event of ["open", "close", "message"]) DealSmart.on(event, () => window.seen.push(event));
    DealSmart.identify({ name: "Ana", email: "ana@example.com" });
    DealSmart.open();
  });
  await inside(page, "textarea").waitFor();
  await write(page, "hello");
  await until(async () => assert.deepEqual(said(world.mock), ["hello"]));
  const [session] = Object.values(world.mock.state.sessions);
  assert.deepEqual([session.name, session.email], ["Ana", "ana@example.com"]);
  await until(async () => assert.deepEqual((await page.evaluate(() => window.seen)).slice(0, 2), ["open", "message"]));
  await page.evaluate(() => DealSmart.close());
  assert.ok((await page.evaluate(() => window.seen)).includes("close"));
});

await journey("a message that comes while the chat is closed is shown beside the button, and opens it", desktop, async ({ world, tab }) => {
  const page = await tab();
  await open(page);
  await write(page, "hello there");
  await inside(page, ".msg.system").waitFor();
  await inside(page, ".close").click();
  world.mock.say(world.mock.only(), staff, "I am **here** for you");
  await until(async () => assert.equal(await inside(page, ".peek-text").textContent(), "I am here for you"));
  await inside(page, ".peek-open").click();
  await inside(page, ".msg.staff").waitFor();
  assert.equal(await inside(page, ".peek").count(), 0);
});

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
for (const colorScheme of ["light", "dark"]) {
  for (const [kind, device] of [["phone", phone], ["desktop", desktop]]) {
    await journey(`no accessibility fault that axe can find: ${kind}, ${colorScheme}`, { ...device, colorScheme, reducedMotion: "reduce" }, async ({ world, tab, context }) => {
      const page = await tab();
      await page.evaluate(axe);
      const check = async (state) => {
        const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
        const faults = found.violations.map(({ id, nodes }) => `${state}: ${id} ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(" | ")}`);
        assert.deepEqual(faults, []);
      };
      await check("closed");
      await open(page);
      await write(page, "What does the SUV cost?");
      await inside(page, ".cites").waitFor();
      await inside(page, "button.chip").first().click();
      await write(page, "And the battery warranty?");
      await inside(page, "a.chip").first().waitFor();
      await write(page, "something unknown");
      await inside(page, ".prompt").waitFor();
      world.mock.typing(world.mock.only(), staff, true);
      await check("handed over");
      world.mock.faults.refuse = "No.";
      await write(page, "refused");
      await inside(page, ".refused").waitFor();
      await inside(page, "textarea").fill("x".repeat(4_001));
      await context.setOffline(true);
      await inside(page, ".connection").waitFor();
      await check("offline and refused");
    });
  }
}

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
