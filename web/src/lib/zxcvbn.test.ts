import { expect, test } from "vitest";
import { measure } from "./zxcvbn";

test("what everybody uses is easy to guess, and unrelated words are hard to", () => {
  for (const easy of ["password1", "qwertyuiop", "iloveyou", "11111111"]) expect(measure(easy, [])).toBe(0);
  expect(measure("quiet-lantern-orbit-42", [])).toBe(4);
});

test("what is known of a person makes their password easier to guess", () => {
  const password = "halvorsen-northwind";
  const about = ["Ingrid Halvorsen", "ingrid.halvorsen@northwind.example", "Northwind Motors"];
  expect(measure(password, about)).toBeLessThan(measure(password, []));
});

test("a very long one is measured at once", () => {
  expect(measure("a long one, ".repeat(2_000), [""])).toBeGreaterThanOrEqual(0);
});
