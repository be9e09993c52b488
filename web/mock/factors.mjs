// Second factors in the mock: an app that is set up, two passkeys, a trusted browser.
import { ago, id } from "./seed.mjs";

const page = (data) => ({ data, page: { next_cursor: null, limit: 50 } });
const codes = ["k7m2p-9xq4d", "0f3hn-w8rta", "z2c6v-q1yjb", "m4ske-7pdx9", "t9a0r-h5gwn", "b3vyq-2kz8c", "x6jdm-r4pte", "8nwhf-c0s5a", "q1g7z-yv3kb", "d5t2x-9mrpe"];
const passkeys = [
  { id: id(), name: "Firefox on Linux", backed_up: false, created_at: ago(40_000), used_at: ago(30), blocked: false },
  { id: id(), name: "Old phone", backed_up: true, created_at: ago(400_000), used_at: null, blocked: true },
];
const trusted = [{ id: id(), name: "Firefox on Linux", place: "203.0.113.7", created_at: ago(9000), used_at: ago(40), expires_at: ago(-30_000) }];
let totp = { confirmed_at: ago(40_000), used_at: ago(500) };

const protection = () => ({
  totp, passkeys: passkeys.filter((p) => !p.blocked).length, recovery_codes: { left: 8, of: 10, created_at: ago(40_000) }, has_password: true,
  required: false, mfa: "ok", proved_until: null, passkey_origin: "http://localhost:8090",
});
const drop = (list, key) => list.splice(list.findIndex((one) => one.id === key), 1);

export const factorRoutes = [
  ["GET", "/auth/mfa", () => [200, { data: protection() }]],
  ["POST", "/auth/mfa/totp", () => [200, { data: { secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", uri: "otpauth://totp/DealSmart:mock", qr: "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA0IDQiPjxyZWN0IHdpZHRoPSI0IiBoZWlnaHQ9IjQiIGZpbGw9IiNmZmYiLz48cGF0aCBkPSJNMCAwaDJ2Mkgwek0yIDJoMnYySDJ6Ii8+PC9zdmc+" } }]],
  ["POST", "/auth/mfa/totp/confirm", () => { totp = { confirmed_at: ago(0), used_at: ago(0) }; return [200, { data: { recovery_codes: codes } }]; }],
  ["DELETE", "/auth/mfa/totp", () => { totp = null; return [204, null]; }],
  ["POST", "/auth/mfa/recovery-codes", () => [200, { data: { codes } }]],
  ["GET", "/auth/mfa/passkeys", () => [200, page(passkeys)]],
  ["PATCH", "/auth/mfa/passkeys/:id", ({ params, body }) => [200, { data: Object.assign(passkeys.find((p) => p.id === params.id), body) }]],
  ["DELETE", "/auth/mfa/passkeys/:id", ({ params }) => { drop(passkeys, params.id); return [204, null]; }],
  ["GET", "/auth/mfa/trusted-browsers", () => [200, page(trusted)]],
  ["DELETE", "/auth/mfa/trusted-browsers/:id", ({ params }) => { drop(trusted, params.id); return [204, null]; }],
  ["POST", "/auth/step-up", () => [200, { data: { proved_until: ago(-10) } }]],
];
