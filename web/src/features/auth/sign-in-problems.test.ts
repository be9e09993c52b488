import { expect, test } from "vitest";
import { signInProblem, waitingHash, waitingIn } from "./sign-in-problems";

test("the question for a second factor survives the way through the address", () => {
  const waiting = { mfa_required: true, mfa_token: "a-b_c", methods: ["totp" as const], expires_in: 300 };
  expect(waitingIn(`#${waitingHash(waiting)}`)).toEqual(waiting);
  for (const junk of ["", "#", "#second-factor=", "#second-factor=%%%", "#second-factor=e30", "#other=x"]) expect(waitingIn(junk)).toBeNull();
});

test("each problem has words, also one of a later version", () => {
  expect(signInProblem(undefined)).toBeNull();
  expect(signInProblem("denied")).toContain("provider");
  expect(signInProblem("constructor-of-tomorrow")).toContain("Try again");
});
