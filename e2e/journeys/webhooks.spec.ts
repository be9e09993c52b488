import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { Api } from "../server/api.ts";
import { Agent } from "../people/agent.ts";
import { expect, test } from "./journey.ts";
import { newAccount, register } from "./registration.ts";
import { findings } from "./screens.ts";

interface Received {
  headers: Record<string, string>;
  body: string;
}

/** A receiver of one's own, that fails when it is told to. */
class Receiver {
  readonly received: Received[] = [];
  answer = 200;
  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on("request", (request, response) => {
      let body = "";
      request.on("data", (part: Buffer) => (body += part.toString()));
      request.on("end", () => {
        receiver.received.push({ headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])), body });
        response.writeHead(receiver.answer).end("thank you");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/hook`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

test("an owner adds a webhook endpoint, and its receiver verifies what comes", async ({ openBrowser }) => {
  test.setTimeout(120_000);
  const receiver = await Receiver.start();
  const account = newAccount("Fjord Ferries");
  try {
    const page = await (await openBrowser()).newPage();
    await register(page, account);
    await new Agent(page).goTo("Settings");
    await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Webhooks" }).click();
    await expect(page.getByText("No endpoint yet")).toBeVisible();
    expect(await findings(page)).toEqual([]);

    const secret = await test.step("the secret is shown once", async () => {
      await page.getByRole("button", { name: "Add endpoint" }).click();
      const form = page.getByRole("form", { name: "Add an endpoint" });
      await form.getByRole("textbox", { name: "Address" }).fill("https://10.0.0.1/");
      await form.getByRole("button", { name: "Add endpoint" }).click();
      await expect(form.getByRole("alert")).toContainText("internal network");
      await form.getByRole("textbox", { name: "Address" }).fill(receiver.url);
      await form.getByRole("checkbox", { name: "message.created" }).check();
      await form.getByRole("textbox", { name: "Headers" }).fill("X-Env: journey");
      expect(await findings(page)).toEqual([]);
      await form.getByRole("button", { name: "Add endpoint" }).click();
      const shown = await page.getByLabel("Signing secret", { exact: true }).textContent();
      await page.getByRole("button", { name: "I have it" }).click();
      return shown ?? "";
    });

    const actions = page.getByRole("button", { name: `Actions for ${receiver.url}` });
    const deliveries = page.getByRole("list", { name: "Deliveries" }).getByRole("listitem");

    await test.step("a test event arrives, and the reference library verifies it", async () => {
      await actions.click();
      await page.getByRole("menuitem", { name: "Send a test event" }).click();
      await expect(deliveries.first()).toContainText("delivered");
      const [hook] = receiver.received;
      if (hook === undefined) throw new Error("nothing arrived");
      expect(hook.headers["x-env"]).toBe("journey");
      const event = new Webhook(secret).verify(hook.body, hook.headers) as { type: string; test: boolean };
      expect(event).toMatchObject({ type: "message.created", test: true });
      expect(() => new Webhook(secret).verify(`${hook.body} `, hook.headers)).toThrow();
    });

    await test.step("what failed shows why, and is sent again", async () => {
      receiver.answer = 500;
      await actions.click();
      await page.getByRole("menuitem", { name: "Send a test event" }).click();
      await expect(deliveries.first()).toContainText("it answered 500");
      receiver.answer = 200;
      await deliveries.first().getByText("message.created").click();
      await expect(deliveries.first().getByRole("list", { name: "Attempts" })).toContainText("thank you");
      expect(await findings(page)).toEqual([]);
      await deliveries.first().getByRole("button", { name: "Send again" }).click();
      await expect(deliveries.first()).toContainText("delivered");
    });

    await test.step("what happened is listed, by type and whole", async () => {
      await (await Api.signIn(account)).conversation("Jo Berg", "When does the last ferry leave?");
      await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Events" }).click();
      const events = page.getByRole("list", { name: "Events" }).getByRole("listitem");
      await expect(events.first()).toBeVisible();
      await page.getByRole("combobox", { name: "Type" }).selectOption("conversation.created");
      await expect(page).toHaveURL(/type=conversation\.created/);
      await events.first().getByText("conversation.created").click();
      await expect(page.getByRole("region", { name: "The event" })).toContainText('"type": "conversation.created"');
      expect(await findings(page)).toEqual([]);
      await page.getByRole("combobox", { name: "Type" }).selectOption("document.updated");
      await page.getByRole("button", { name: "Show everything" }).click();
      await expect(events.first()).toBeVisible();
    });
  } finally {
    receiver.stop();
  }
});
