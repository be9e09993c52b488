// One's own account in the mock, and what is written to it: letters in an outbox.
import { ago, id, me } from "./seed.mjs";

const account = { email_verified: !process.env.UNVERIFIED, locale: null, time_zone: null, deletes_at: process.env.DELETING ? ago(-20_000) : null };
export const ofAccount = () => account;

const letters = [
  { template: "verify-email", subject: "Verify your e-mail address", text: "Enter this code in DealSmart, where you are signed in:\n\n402917\n\nOr open this link in the same browser.\n\nVerify the address:\nhttp://127.0.0.1:8090/verify#sample-token\n\n--\nDealSmart" },
  { template: "invitation", subject: "Join Northwind on DealSmart", text: "Ingrid Halvorsen invites you to join Northwind as agent.\n\nJoin Northwind:\nhttp://127.0.0.1:8090/invitation#good\n\n--\nNorthwind" },
].map((letter, at) => ({ id: id(), to: me.email, html: `<!doctype html><h1>${letter.subject}</h1>`, created_at: ago(at * 90), ...letter }));

const wrong = (field, code) => [422, { title: "Unprocessable Entity", status: 422, code: "invalid", detail: field, request_id: "mock", errors: [{ field, code, message: "is wrong" }] }];
const over = [404, { title: "Not Found", status: 404, code: "not_found", detail: "There is no such link.", request_id: "mock" }];
const good = (token) => token === "good" || token === "password";

export const accountRoutes = [
  ["GET", "/auth/options", () => [200, { data: { confirm_first: false, terms: { version: "1", url: "https://example.com/terms", privacy_url: null }, password: { min: 8, max: 128 } } }]],
  ["PATCH", "/users/me", ({ body }) => { if (body.name) me.name = body.name; Object.assign(account, { locale: body.locale || null, time_zone: body.time_zone || null }); return [200, { data: { name: me.name, locale: account.locale, time_zone: account.time_zone } }]; }],
  ["POST", "/users/me/password", ({ body }) => (body.current_password === "wrong" ? wrong("current_password", "wrong_password") : [204, null])],
  ["POST", "/users/me/email", ({ body }) => (body.password === "wrong" ? wrong("password", "wrong_password") : [202, null])],
  ["POST", "/users/me/restore", () => { account.deletes_at = null; return [204, null]; }],
  ["DELETE", "/users/me", () => [409, { title: "Conflict", status: 409, code: "sole_owner", detail: "You alone own Northwind. Make somebody else owner, or delete the workspace first.", request_id: "mock" }]],
  ["POST", "/auth/verify-email", ({ body }) => { if (body.token === "password" && !body.password) return [403, { title: "Forbidden", status: 403, code: "password_needed", detail: "Enter the password.", request_id: "mock" }]; if (body.token && !good(body.token)) return over; if (body.code && body.code !== "402917") return wrong("code", "wrong_code"); account.email_verified = true; return [204, null]; }],
  ["POST", "/auth/verify-email/resend", () => [202, null]],
  ["POST", "/auth/password/forgot", () => [202, null]],
  ["POST", "/auth/password/reset", ({ body }) => (!good(body.token) ? over : body.password === "password1" ? wrong("password", "common_password") : [204, null])],
  ["POST", "/auth/email-change/confirm", ({ body }) => (good(body.token) ? [204, null] : over)],
  ["POST", "/auth/email-change/undo", ({ body }) => (good(body.token) ? [200, { data: { email: me.email, reset_token: "good" } }] : over)],
  ["GET", "/outbox", ({ query }) => [200, { data: letters.filter((letter) => !query.get("to") || letter.to === query.get("to")), page: { next_cursor: null, limit: 50 } }]],
];
