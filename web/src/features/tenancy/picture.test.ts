import { describe, expect, it } from "vitest";
import { fitted } from "./picture";

describe("fitted", () => {
  it("keeps what fits and makes the rest smaller by its longer side", () => {
    expect(fitted(64, 32)).toEqual({ width: 64, height: 32 });
    expect(fitted(2048, 1024)).toEqual({ width: 512, height: 256 });
    expect(fitted(10, 10_000)).toEqual({ width: 1, height: 512 });
  });
});
