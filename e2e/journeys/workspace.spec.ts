import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { Agent } from "../people/agent.ts";
import { Customer } from "../people/customer.ts";
import { expect, test } from "./journey.ts";
import { newAccount, register } from "./registration.ts";

const DELIVERY = `# Delivery

We bring every bicycle to your door within 25 miles of our shop in Ashford free of charge.
Beyond 25 miles, delivery costs $1.80 for each additional mile.

## Assembly

Our mechanics assemble the bicycle at your home. Assembly takes about 45 minutes and is included in the price.
`;
const GUARANTEE = `<!doctype html><html><head><title>Guarantee</title></head><body><h1>Guarantee</h1>
<p>The frame of every bicycle is guaranteed for 10 years from the date of purchase.</p>
<p>Brake pads, tires and chains wear with use and are guaranteed for 6 months.</p></body></html>`;

async function drop(page: Page, name: string, type: string, content: string): Promise<void> {
  const files = await page.evaluateHandle(
    ([fileName, fileType, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], fileName, { type: fileType }));
      return transfer;
    },
    [name, type, content] as const,
  );
  await page.dispatchEvent("main", "dragenter", { dataTransfer: files });
  await expect(page.getByText("Drop to upload")).toBeVisible();
  await page.dispatchEvent("main", "drop", { dataTransfer: files });
}

test("a new business signs up, brings its documents, sets up its chatbot and team, and answers on its own site", async ({ openBrowser }) => {
  test.setTimeout(120_000);
  const context = await openBrowser({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  const owner = new Agent(page);
  const account = newAccount("Ashford Bicycles");

  await test.step("it registers and stands in an empty inbox", async () => {
    await register(page, account);
    await expect(page.getByText("No open conversations")).toBeVisible();
  });

  await test.step("documents come by choosing and by dropping, and become ready by themselves", async () => {
    await owner.goTo("Knowledge");
    await expect(page.getByText("Nothing to answer from yet")).toBeVisible();
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByText("Choose files").click()]);
    await chooser.setFiles({ name: "delivery.md", mimeType: "text/markdown", buffer: Buffer.from(DELIVERY) });
    await drop(page, "guarantee.html", "text/html", GUARANTEE);
    const documents = page.getByRole("region", { name: "Documents" }).getByRole("listitem");
    await expect(documents).toHaveCount(2);
    await expect(documents.filter({ hasText: "Ready" })).toHaveCount(2, { timeout: 30_000 });
  });

  await test.step("the same file again is recognised, and one that is none is refused with the reason", async () => {
    const input = page.getByLabel("Upload documents");
    const uploads = page.getByRole("list", { name: "Uploads" });
    await input.setInputFiles({ name: "again.md", mimeType: "text/markdown", buffer: Buffer.from(DELIVERY) });
    await expect(uploads.getByText("Already here; nothing was uploaded twice.")).toBeVisible();
    await input.setInputFiles({ name: "price-list.pdf", mimeType: "application/pdf", buffer: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]) });
    await expect(uploads.getByRole("alert")).toBeVisible();
    await expect(page.getByRole("region", { name: "Documents" }).getByRole("listitem").filter({ hasText: "Ready" })).toHaveCount(2);
  });

  await test.step("a document shows its passages", async () => {
    await page.getByRole("region", { name: "Documents" }).getByRole("link", { name: /delivery/i }).click();
    await expect(page.getByRole("region", { name: "Passages" })).toContainText("$1.80");
    await page.getByRole("link", { name: "Back to knowledge" }).click();
  });

  await test.step("a question is tried, with its source, its passages and their scores", async () => {
    const ask = page.getByRole("region", { name: "Ask the AI" });
    await ask.getByRole("textbox", { name: "Question" }).fill("How long is the frame of a bicycle guaranteed?");
    await ask.getByRole("button", { name: "Ask" }).click();
    const answer = ask.getByRole("article", { name: "Answer" });
    await expect(answer).toContainText("10 years");
    await expect(answer).toContainText("sure");
    const passages = ask.getByRole("region", { name: "Retrieved passages" }).getByRole("listitem");
    await expect(passages.first()).toContainText(/Score\s*\d+\.\d\d/);
    await answer.getByRole("list", { name: "Sources" }).getByRole("button").first().click();
    await expect(page.getByRole("dialog", { name: "Source" }).locator("mark").first()).toContainText("10 years");
    await page.keyboard.press("Escape");
    await ask.getByRole("textbox", { name: "Question" }).fill("Do you sell life insurance in Portugal?");
    await ask.getByRole("button", { name: "Ask" }).click();
    await expect(answer).toContainText("Not supported by your sources");
  });

  let snippet = "";
  await test.step("the chatbot's settings show in the preview while they are written, and are kept", async () => {
    await owner.goTo("Chatbots");
    const form = page.getByRole("form", { name: "Chatbot settings" });
    const preview = page.getByRole("region", { name: "Preview" });
    await form.getByRole("textbox", { name: "Name", exact: true }).fill("Pedal Pal");
    await form.getByRole("textbox", { name: "Greeting" }).fill("Hello! Ask me anything about our bicycles.");
    await form.getByRole("textbox", { name: "Main colour", exact: true }).fill("#7c2d12");
    await expect(preview).toContainText("Pedal Pal");
    await expect(preview).toContainText("Ask me anything about our bicycles.");
    await form.getByRole("button", { name: "Save changes" }).click();
    await expect(owner.notifications).toContainText("Saved.");
    await page.reload();
    await expect(form.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("Pedal Pal");
    await expect(form.getByRole("button", { name: "Saved" })).toBeDisabled();
    await form.getByRole("button", { name: "Copy snippet" }).click();
    await expect(form.getByText("Copied")).toBeVisible();
    snippet = await page.evaluate(() => navigator.clipboard.readText());
    expect(snippet).toContain("/widget.js");
  });

  await test.step("the snippet works on another site", async () => {
    const site = createServer((_, response) => response.setHeader("content-type", "text/html").end(`<!doctype html><title>Ashford</title><h1>Ashford Bicycles</h1>${snippet}`));
    await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
    try {
      const visitorPage = await (await openBrowser()).newPage();
      await visitorPage.goto(`http://localhost:${(site.address() as AddressInfo).port}/`);
      const customer = new Customer(visitorPage);
      await customer.openChat();
      await expect(customer.panel).toContainText("Pedal Pal");
      await expect(customer.panel).toContainText("Ask me anything about our bicycles.");
      await customer.write("What does delivery cost beyond 25 miles?");
      await expect(customer.answers).toContainText(["$1.80"]);
    } finally {
      site.closeAllConnections();
      site.close();
    }
  });

  const member = { ...newAccount("Ashford Bicycles"), name: "Rosa Lind" };
  await test.step("a member is added, and appears", async () => {
    await owner.goTo("Members");
    await page.getByRole("button", { name: "Add member" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a member" });
    await dialog.getByRole("textbox", { name: "Name" }).fill(member.name);
    await dialog.getByRole("textbox", { name: "E-mail" }).fill(member.email);
    await dialog.getByLabel("First password", { exact: true }).fill(member.password);
    await dialog.getByRole("button", { name: "Add member" }).click();
    await expect(page.getByRole("list", { name: "Members" }).getByRole("listitem")).toHaveCount(2);
    await expect(owner.notifications).toContainText(`${member.name} can sign in now.`);
  });

  await test.step("the owner signs out, and the page is not open any more", async () => {
    await owner.signOut();
    await page.goto("/members");
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  });

  await test.step("the member signs in, sees the question from the site, and may do what an agent may", async () => {
    const colleague = new Agent(page);
    await colleague.signIn(member);
    await expect(colleague.rows(/\$1\.80/)).toHaveCount(1);
    await colleague.goTo("Members");
    await expect(page.getByRole("list", { name: "Members" }).getByRole("listitem").filter({ hasText: "(you)" })).toContainText(member.name);
    await expect(page.getByRole("button", { name: "Add member" })).toHaveCount(0);
  });
});
