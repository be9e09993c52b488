import { describe, expect, it } from "vitest";
import type { TimelineItem } from "../src/app/timeline";
import { LogView } from "../src/app/view/log";
import { message } from "./messages";

const actions = { retry: () => undefined, remove: () => undefined, source: (id: string, quote: string) => `/sources/${id}?quote=${quote}` };
const item = (one: ReturnType<typeof message>): TimelineItem => ({ kind: "message", key: one.client_id ?? one.id, message: one });
const pending = (clientId: string): TimelineItem => ({
  kind: "pending",
  key: clientId,
  entry: { clientId, content: "hi", writtenAt: Date.parse("2026-11-20T10:01:00Z"), attempts: 0, refused: null },
});

describe("log", () => {
  it("keeps the element of a message when it turns from sending to sent", () => {
    const log = new LogView(actions, () => undefined);
    log.render([item(message(1)), pending("c")], false);
    const before = log.element.querySelector(".customer");
    expect(before?.textContent).toContain("Sending");
    log.render([item(message(1)), item(message(2, { client_id: "c", sender: { kind: "customer", name: null }, content: "hi" }))], false);
    expect(log.element.querySelector(".customer")).toBe(before);
    expect(before?.textContent).not.toContain("Sending");
  });

  it("tells the AI, staff by name and the customer apart", () => {
    const log = new LogView(actions, () => undefined);
    log.render(
      [
        item(message(1, { sender: { kind: "customer", name: null } })),
        item(message(2)),
        item(message(3, { sender: { kind: "staff", name: "Ana" } })),
      ],
      false,
    );
    const labels = [...log.element.querySelectorAll(".msg")].map((one) => one.firstElementChild?.textContent);
    expect(labels).toEqual(["You", "AI assistantAI", "AAna"]);
  });

  it("opens documents in a new tab and unfolds catalogue quotes in place", () => {
    const log = new LogView(actions, () => undefined);
    log.render(
      [
        item(
          message(1, {
            citations: [
              { document_id: "d1", title: "Warranty", locator: "page 3", quote: "8 years" },
              { document_id: null, title: "Alder Finch", locator: null, quote: "$23,990" },
            ],
          }),
        ),
      ],
      false,
    );
    const link = log.element.querySelector("a.chip");
    expect([link?.getAttribute("href"), link?.getAttribute("target"), link?.getAttribute("rel")]).toEqual([
      "/sources/d1?quote=8 years",
      "_blank",
      "noopener",
    ]);
    const chip = log.element.querySelector<HTMLButtonElement>("button.chip");
    const quote = log.element.querySelector<HTMLElement>(".quote");
    expect(quote?.hidden).toBe(true);
    chip?.click();
    expect([quote?.hidden, quote?.textContent, chip?.getAttribute("aria-expanded")]).toEqual([false, "$23,990", "true"]);
  });
});
