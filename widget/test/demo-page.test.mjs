import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const page = read("../../crates/server/assets/demo/index.html");
const catalogue = JSON.parse(read("../../demo/catalogue.json"));

describe("the demo dealership's page", () => {
  it("shows vehicles as the catalogue has them: the assistant must not contradict the page", () => {
    const cards = page.split('<li class="card">').slice(1);
    expect(cards.length).toBeGreaterThan(2);
    for (const card of cards) {
      const name = /<h3>(.*?)<\/h3>/.exec(card)?.[1];
      const price = /<strong>\$([\d,]+)<\/strong>/.exec(card)?.[1];
      const [, stock, sku] = /<span>(\d+) in stock · ([\w-]+)<\/span>/.exec(card) ?? [];
      const item = catalogue.find((one) => one.sku === sku);
      expect([name, Number(price?.replace(",", "")) * 100, Number(stock)]).toEqual([item?.name, item?.price.amount, item?.stock]);
      expect(card).toContain(item.attributes.exterior_color);
    }
  });

  it("needs nothing inline and nothing from elsewhere", () => {
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
    for (const [, address] of page.matchAll(/(?:src|href)="([^"]+)"/g)) expect(address).toMatch(/^(\/|#|tel:|mailto:)/);
  });
});
