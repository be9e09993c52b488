import { expect, test } from "vitest";
import { placeWords } from "./places";

test("places are said in words, with the address", () => {
  expect(placeWords({ local: false, country: "DE", city: "Berlin", source: null }, "192.0.2.1", "en")).toBe("Berlin, Germany (192.0.2.1)");
  expect(placeWords({ local: false, country: "IN", city: null, source: null }, "192.0.2.1", "en")).toBe("India (192.0.2.1)");
  expect(placeWords({ local: true, country: null, city: null, source: null }, "127.0.0.1", "en")).toBe("Local network (127.0.0.1)");
});

test("what is not known is not made up", () => {
  expect(placeWords(null, "192.0.2.1")).toBe("192.0.2.1");
  expect(placeWords(undefined, null)).toBe("Unknown place");
  expect(placeWords({ local: false, country: "??", city: null, source: null }, "192.0.2.1", "en")).toBe("?? (192.0.2.1)");
});
