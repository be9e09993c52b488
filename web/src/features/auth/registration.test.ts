import { afterEach, expect, test } from "vitest";
import { forgetRegistration, keepRegistration, keptRegistration } from "./registration";

afterEach(() => localStorage.clear());

test("a registration is kept for the letter's link, and forgotten once it is confirmed", () => {
  expect(keptRegistration()).toBeNull();
  keepRegistration({ registration: "secret", email: "nova@example.com" });
  expect(keptRegistration()).toEqual({ registration: "secret", email: "nova@example.com" });
  forgetRegistration();
  expect(keptRegistration()).toBeNull();
});

test("what does not read as one is none", () => {
  for (const junk of ["", "null", "{", "[]", '{"registration":1,"email":"a"}', '{"registration":"secret"}']) {
    localStorage.setItem("dealsmart.registration", junk);
    expect(keptRegistration()).toBeNull();
  }
});
