import { expect, test } from "./journey.ts";

test("the probes, the metrics and the API's documents can be reached", async ({ openBrowser, server }) => {
  const context = await openBrowser();
  const get = (path: string) => context.request.get(`${server.url}${path}`);

  for (const probe of ["/healthz", "/readyz"]) expect((await get(probe)).status(), probe).toBe(200);
  const metrics = await get("/metrics");
  expect(metrics.status()).toBe(200);
  expect(await metrics.text()).toMatch(/^# TYPE \w+ (counter|gauge|histogram|summary)$/m);
  const status = (await (await get("/api/v1/status")).json()) as { data: { status: string } };
  expect(status.data.status).toBe("ok");
  const api = (await (await get("/api/v1/openapi.json")).json()) as { openapi: string; paths: Record<string, unknown> };
  expect(api.openapi).toMatch(/^3\.1/);
  expect(Object.keys(api.paths)).toContain("/api/v1/conversations/{id}/messages");

  const page = await context.newPage();
  await page.goto("/docs");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("body")).toContainText("/api/v1/conversations/{id}/messages");
});

test("an address that leads nowhere says so", async ({ staff }) => {
  const { page } = await staff();
  await page.goto("/no/such/page");
  await expect(page.getByText("There is nothing at this address")).toBeVisible();
  await page.getByRole("link", { name: "Go to the inbox" }).click();
  await expect(page.getByRole("heading", { name: "Inbox" })).toBeVisible();
});
