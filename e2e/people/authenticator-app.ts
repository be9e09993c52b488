import { createHmac } from "node:crypto";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_MS = 30_000;

/** What an authenticator app on a phone does (RFC 6238): SHA-1, six digits, thirty seconds. */
export class AuthenticatorApp {
  private readonly key: Buffer;
  /** The last step that a code was shown for; each is good once. */
  private shown = 0;

  constructor(secret: string) {
    let bits = "";
    for (const char of secret.replaceAll(" ", "")) bits += BASE32.indexOf(char).toString(2).padStart(5, "0");
    this.key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  }

  /** A code that was not shown before. The server takes one of the next step, as from a phone whose clock runs ahead. */
  code(): string {
    const step = Math.max(Math.floor(Date.now() / STEP_MS), this.shown + 1);
    this.shown = step;
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac("sha1", this.key).update(counter).digest();
    const offset = (mac.at(-1) ?? 0) & 15;
    return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
  }
}
