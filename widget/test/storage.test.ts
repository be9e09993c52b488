import { afterEach, describe, expect, it, vi } from "vitest";
import { openStore } from "../src/shared/storage";

describe("storage", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("works from memory where the browser blocks storage", () => {
    vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
      throw new Error("denied");
    });
    const store = openStore("localStorage");
    store.set("a:1", "x");
    expect([store.get("a:1"), store.keys("a:")]).toEqual(["x", ["a:1"]]);
    store.remove("a:1");
    expect(store.get("a:1")).toBeNull();
  });

  it("keeps what does not fit in memory", () => {
    const store = openStore("localStorage");
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new Error("quota");
    });
    store.set("b", "x");
    expect(store.get("b")).toBe("x");
  });
});
