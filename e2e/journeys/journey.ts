import { test as base, expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "@playwright/test";
import { Agent } from "../people/agent.ts";
import { Customer } from "../people/customer.ts";
import { NORTHWIND, type Account } from "../server/api.ts";
import { Server, serverUrl } from "../server/server.ts";

interface Journey {
  server: Server;
  /** A browser of one's own, with nothing stored. What goes wrong in its pages fails the journey. */
  openBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A visitor on the demo's site. */
  visitor: (options?: BrowserContextOptions) => Promise<Customer>;
  /** A member of staff, signed in through the form; Dana of Northwind unless told. */
  staff: (account?: Account, options?: BrowserContextOptions) => Promise<Agent>;
}

/**
 * Failed requests are logged by the browser itself; journeys that take the server or the network away cause them. A frame
 * that may run no scripts refuses the browser driver's own as well, and says so.
 */
const HARMLESS = /Failed to load resource|net::ERR_|WebSocket connection to|Blocked script execution in 'about:srcdoc'/;

async function watched(browser: Browser, options: BrowserContextOptions, troubles: string[]): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: serverUrl(), reducedMotion: "reduce", ...options });
  const watch = (page: Page) => {
    page.on("pageerror", (error) => troubles.push(`${page.url()}: ${error.stack ?? error.message}`));
    page.on("console", (line) => {
      if (line.type() === "error" && !HARMLESS.test(line.text())) troubles.push(`${page.url()}: ${line.text()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 500 && response.url().startsWith(serverUrl())) troubles.push(`${response.status()} ${response.url()}`);
    });
  };
  context.on("page", watch);
  return context;
}

export const test = base.extend<Journey>({
  server: async ({}, use) => {
    await use(Server.current());
  },
  openBrowser: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    const troubles: string[] = [];
    await use(async (options = {}) => {
      const context = await watched(browser, options, troubles);
      contexts.push(context);
      return context;
    });
    for (const context of contexts) await context.close();
    expect(troubles, "errors in the browsers").toEqual([]);
  },
  visitor: async ({ openBrowser }, use) => {
    await use(async (options) => {
      const customer = new Customer(await (await openBrowser(options)).newPage());
      await customer.visit();
      return customer;
    });
  },
  staff: async ({ openBrowser }, use) => {
    await use(async (account = { email: NORTHWIND.agent.email, password: NORTHWIND.password }, options = {}) => {
      const agent = new Agent(await (await openBrowser(options)).newPage());
      await agent.signIn(account);
      return agent;
    });
  },
});

export { expect };
